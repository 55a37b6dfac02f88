package io.kairoute.gateway.tally;

import io.kairoute.router.compile.LiveScopes;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.log.FittingLive;
import io.kairoute.router.snapshot.LiveTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Counts, of the contacts that a live occasion decided, those that each live occasion of theirs fits.
 *
 * <p>An answer names its occasion and says that a live one decided; which of several it was is found by looking again, by the same
 * scopes. A live occasion that is over takes its count with it. Thread-confined: owned by the counting thread.
 */
final class LiveCounts {
    private static final long MS_PER_SECOND = 1_000;
    private static final long NEVER = Long.MAX_VALUE;

    private final Supplier<List<LiveOccasion>> source;
    private final FittingLive fitting;
    private final boolean isOfNow;
    private List<LiveOccasion> known = List.of();
    private List<Counter> counters = List.of();
    /** By occasion, of which there is one live occasion and no more, what counts it. */
    private Map<String, Counter> alone = Map.of();

    private long settledMs = NEVER;
    private LiveTable table = LiveScopes.of(known);

    private LiveCounts(final Supplier<List<LiveOccasion>> source, final FittingLive fitting, final boolean isOfNow) {
        this.source = source;
        this.fitting = fitting;
        this.isOfNow = isOfNow;
    }

    /**
     * Begins with none, to count decisions as they are made.
     *
     * @param source the live occasions as logged contacts meet them; the same list as long as nothing changed
     * @param fitting what looks; shared by the tenants of one thread
     */
    static LiveCounts ofNow(final Supplier<List<LiveOccasion>> source, final FittingLive fitting) {
        return new LiveCounts(source, fitting, true);
    }

    /** The same for decisions of long ago, when others may have been live. */
    static LiveCounts ofThePast(final Supplier<List<LiveOccasion>> source, final FittingLive fitting) {
        return new LiveCounts(source, fitting, false);
    }

    /** Counts a decision that a live occasion made, under each one of this occasion that its contact fits. */
    void count(final DecisionRecord record, final Word occasion, final CountedAt now) {
        refresh(now);
        // Where it can have been one only, it was that one.
        final Counter only = record.nowMs() < settledMs ? null : alone.get(occasion.text());
        if (only != null) {
            only.add(now);
            return;
        }
        for (int i = fitting.first(record, table); i != FittingLive.NONE; i = fitting.next(i)) {
            final Counter counter = counters.get(i);
            if (occasion.isSpelledLike(counter.idWord())) {
                counter.add(now);
            }
        }
    }

    /** Adds what was counted of the time before the start. */
    void addAll(final List<Counter> earlier, final CountedAt now) {
        refresh(now);
        for (final Counter past : earlier) {
            counters.stream()
                    .filter(counter ->
                            counter.id().equals(past.id()) && counter.with().equals(past.with()))
                    .forEach(counter -> counter.addAll(past, now.second()));
        }
    }

    @SuppressWarnings("ReferenceEquality") // the source gives another list when something changed
    private void refresh(final CountedAt now) {
        final List<LiveOccasion> newest = source.get();
        if (newest == known) {
            return;
        }
        final Map<Identity, Counter> before = new HashMap<>();
        for (int i = 0; i < known.size(); i++) {
            before.put(Identity.of(known.get(i)), counters.get(i));
        }
        final List<Counter> fresh = new ArrayList<>();
        for (final LiveOccasion one : newest) {
            final Counter counter = before.get(Identity.of(one));
            fresh.add(counter == null ? counter(one, now) : counter);
        }
        table = LiveScopes.of(newest);
        counters = List.copyOf(fresh);
        known = newest;
        alone = counters.stream().collect(Collectors.groupingBy(Counter::id)).values().stream()
                .filter(ofOne -> ofOne.size() == 1)
                .map(ofOne -> ofOne.get(0))
                .collect(Collectors.toMap(Counter::id, Function.identity()));
        // A decision that is still on its way into the log was made when others were live.
        settledMs = isOfNow ? (now.second() + 2) * MS_PER_SECOND : NEVER;
    }

    /** By what one stays the same when it is extended; a new one may have the id of an old one. */
    private record Identity(String id, String occasion, long fromMs) {
        static Identity of(final LiveOccasion one) {
            return new Identity(one.id(), one.occasion(), one.fromMs());
        }
    }

    private static Counter counter(final LiveOccasion one, final CountedAt now) {
        return new Counter(RateKind.LIVE, Word.alone(one.occasion()), Word.alone(one.id()), now.second());
    }

    /** What counts each one that is live now, the occasion first and the live occasion's id second. Immutable. */
    List<Counter> counters(final CountedAt now) {
        refresh(now);
        return counters;
    }
}
