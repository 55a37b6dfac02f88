package io.kairoute.gateway.control.state;

import static io.kairoute.gateway.control.state.Judging.accept;
import static io.kairoute.gateway.control.state.Judging.reject;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.KeptLiveOccasion;
import io.kairoute.control.v1.LiveAccountsForgotten;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.LiveOccasionDeclared;
import io.kairoute.control.v1.LiveOccasionExtended;
import io.kairoute.control.v1.LiveOccasionResolved;
import io.kairoute.gateway.control.log.Beside;
import io.kairoute.gateway.control.log.Fold.Judgement;
import io.kairoute.gateway.control.log.Proposal;
import io.kairoute.gateway.control.log.Rejection;
import io.kairoute.gateway.control.log.ScopeKey;
import io.kairoute.router.Limits;
import io.kairoute.router.key.KeyHasher;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** The live occasions of one tenant, as the log makes them. Thread-confined: owned by whoever owns the state. */
final class LiveFold {
    private static final String RESOLVED = "RESOLVED";

    private final Map<String, LiveOccasion> live = new LinkedHashMap<>();
    private final Map<String, LiveMark> marks = new HashMap<>();
    private final LiveByEnd byEnd = new LiveByEnd();
    private final LiveByEnd unresolved = new LiveByEnd();
    private final LiveAccounts accounts;

    LiveFold(final KeyHasher hasher) {
        accounts = new LiveAccounts(hasher);
    }

    Map<String, LiveOccasion> all() {
        return Collections.unmodifiableMap(live);
    }

    /** Those that nobody ended, the last to end first. */
    Collection<LiveOccasion> unresolved() {
        return unresolved.all();
    }

    /** How many end after a time. */
    int lasting(final long nowMs) {
        return byEnd.lasting(nowMs);
    }

    LiveAccounts accounts() {
        return accounts;
    }

    LiveMark mark(final String id) {
        return marks.getOrDefault(id, new LiveMark(0, 0));
    }

    Judgement declared(final Proposal proposal, final long number) {
        final LiveOccasionDeclared change = proposal.command().getLiveOccasionDeclared();
        final LiveOccasion asked = change.getLiveOccasion();
        final String id = asked.getId().isEmpty() ? newId(asked.getOccasion(), number) : asked.getId();
        if (live.containsKey(id)) {
            return reject(Rejection.LIVE_OCCASION_EXISTS);
        }
        if (lasting(proposal.atMs()) >= Limits.LIVE_OCCASIONS) {
            return reject(Rejection.TOO_MANY_LIVE_OCCASIONS);
        }
        final Command completed = proposal.command().toBuilder()
                .setLiveOccasionDeclared(
                        change.toBuilder().setLiveOccasion(asked.toBuilder().setId(id)))
                .build();
        final List<ScopeKey> keys = proposal.beside().keys().stream()
                .map(key -> new ScopeKey(key.tenant(), id, key.mask(), key.key()))
                .toList();
        return accept(completed, keys.isEmpty() ? proposal.beside() : Beside.keys(keys));
    }

    /** The id that a live occasion gets whose entry has this place in the tenant's chain. */
    String newId(final String occasion, final long number) {
        final String id = occasion + "-" + number;
        String free = id;
        for (int again = 2; live.containsKey(free); again++) {
            free = id + "-" + again;
        }
        return free;
    }

    Judgement extended(final Proposal proposal) {
        final LiveOccasionExtended change = proposal.command().getLiveOccasionExtended();
        return changed(
                proposal,
                change.getId(),
                (command, before) ->
                        command.setLiveOccasionExtended(change.toBuilder().setBefore(before.getExpireTime())));
    }

    Judgement resolved(final Proposal proposal) {
        final LiveOccasionResolved change = proposal.command().getLiveOccasionResolved();
        return changed(
                proposal,
                change.getId(),
                (command, before) ->
                        command.setLiveOccasionResolved(change.toBuilder().setBefore(before.getExpireTime())));
    }

    private Judgement changed(
            final Proposal proposal,
            final String id,
            final BiFunction<Command.Builder, LiveOccasion, Command.Builder> complete) {
        final LiveOccasion before = live.get(id);
        if (before == null) {
            return reject(Rejection.UNKNOWN_LIVE_OCCASION);
        }
        return isLasting(before, proposal.atMs())
                ? accept(
                        proposal,
                        complete.apply(proposal.command().toBuilder(), before).build())
                : reject(Rejection.ENDED);
    }

    Judgement forgotten(final Proposal proposal) {
        return live.containsKey(proposal.command().getLiveAccountsForgotten().getId())
                ? accept(proposal)
                : reject(Rejection.UNKNOWN_LIVE_OCCASION);
    }

    void apply(final LiveOccasionDeclared change, final long sequence) {
        final LiveOccasion declared = accounts.fold(change);
        put(declared, new LiveMark(sequence, sequence));
    }

    void apply(final LiveOccasionExtended change, final long sequence) {
        change(change.getId(), sequence, occasion -> occasion.setExpireTime(change.getAfter()));
    }

    void apply(final LiveOccasionResolved change, final long sequence) {
        change(change.getId(), sequence, occasion -> occasion.setExpireTime(change.getAfter())
                .setState(RESOLVED));
    }

    private void change(final String id, final long sequence, final UnaryOperator<LiveOccasion.Builder> changing) {
        final LiveOccasion before = live.get(id);
        if (before != null) {
            put(changing.apply(before.toBuilder()).build(), new LiveMark(mark(id).declared(), sequence));
        }
    }

    // One that is there keeps its place in the order of declarations.
    private void put(final LiveOccasion occasion, final LiveMark mark) {
        final LiveOccasion before = live.put(occasion.getId(), occasion);
        if (before != null) {
            leaveOrder(before);
        }
        marks.put(occasion.getId(), mark);
        byEnd.add(occasion, mark);
        if (!occasion.getState().equals(RESOLVED)) {
            unresolved.add(occasion, mark);
        }
    }

    private void leaveOrder(final LiveOccasion occasion) {
        final LiveMark mark = mark(occasion.getId());
        byEnd.remove(occasion, mark);
        unresolved.remove(occasion, mark);
    }

    void apply(final LiveAccountsForgotten change) {
        final LiveOccasion occasion = live.get(change.getId());
        if (occasion != null) {
            accounts.fold(change, occasion);
        }
    }

    /** Forgets what ended before a time, but for what still has keys beside the log: those go first. */
    void forgetEnded(final long endMs) {
        for (final LiveOccasion ended : byEnd.endedBefore(endMs)) {
            if (!accounts.isStored(ended)) {
                leaveOrder(ended);
                live.remove(ended.getId());
                accounts.drop(ended.getId());
                marks.remove(ended.getId());
            }
        }
    }

    /** Takes one from a kept state. */
    void restore(final KeptLiveOccasion kept) {
        final LiveOccasion occasion = kept.getLiveOccasion();
        put(occasion, new LiveMark(kept.getDeclaredAt(), kept.getChangedAt()));
        accounts.restore(occasion.getId(), kept.getKeysBeside(), kept.getForgottenList());
    }

    private static boolean isLasting(final LiveOccasion one, final long nowMs) {
        return Timestamps.toMillis(one.getExpireTime()) > nowMs;
    }
}
