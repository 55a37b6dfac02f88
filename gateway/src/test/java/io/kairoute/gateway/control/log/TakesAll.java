package io.kairoute.gateway.control.log;

import io.kairoute.router.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Takes whatever is proposed as it stands, as before there were rules, and remembers what it took. */
public final class TakesAll implements Fold {
    private final ControlLog log;
    private final List<ControlEntry> entries = new ArrayList<>();

    private TakesAll(final ControlLog log) {
        this.log = log;
    }

    /** Follows a log from its newest entry on. */
    public static TakesAll after(final ControlLog log) {
        final TakesAll fold = new TakesAll(log);
        log.follow(log.position(), fold);
        return fold;
    }

    /** Every entry of a log, in order. */
    public static List<ControlEntry> of(final ControlLog log) {
        final TakesAll fold = new TakesAll(log);
        log.follow(0, fold);
        return fold.entries;
    }

    /** Appends an entry; fails as its writing does. */
    public ControlEntry append(final Proposal proposal) {
        try {
            return ((Verdict.Accepted) log.propose(proposal).join()).entry();
        } catch (final CompletionException e) {
            final Throwable cause = e.getCause() == null ? e : e.getCause();
            throw cause instanceof StoreException refused
                    ? refused
                    : StoreException.unreadable(String.valueOf(cause.getMessage()), e);
        }
    }

    @Override
    public Judgement judge(final Proposal proposal, final long number) {
        return new Judgement.Accept(proposal.command(), proposal.beside());
    }

    @Override
    public boolean apply(final ControlEntry entry) {
        entries.add(entry);
        return true;
    }
}
