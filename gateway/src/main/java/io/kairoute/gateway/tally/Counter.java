package io.kairoute.gateway.tally;

import java.util.List;

/**
 * Counts one thing: by the second, by the minute and by the hour, in one ring of places.
 *
 * <p>A place holds what it is for only up to the second in which something was counted last; what lies behind was not cleared yet and
 * counts as nothing. So a thing that does not happen costs nothing.
 *
 * <p>Single writer: the counting thread. Any thread may read what lies before the second that was published last: those places are
 * not written any more, but for the minute and the hour that are not over, whose counts only grow.
 */
public final class Counter implements Pending {
    private static final int TRIES = 3;
    private static final Span[] SPANS = Span.values();

    private final RateKind kind;
    private final Word id;
    private final Word with;
    private final int[] ring = new int[Span.PLACES];
    private volatile long lastSecond;
    /** What was counted in the second that is not over. */
    private int pending;

    /** Begins to count at a second. */
    Counter(final RateKind kind, final Word id, final Word with, final long second) {
        this.kind = kind;
        this.id = id;
        this.with = with;
        lastSecond = second;
    }

    /** What it counts by. */
    public RateKind kind() {
        return kind;
    }

    /** The word that it counts; empty for all. */
    public String id() {
        return id.text();
    }

    /** The second word of a pair; empty for none. */
    public String with() {
        return with.text();
    }

    Word idWord() {
        return id;
    }

    Word withWord() {
        return with;
    }

    /** Counts one, which goes into the ring when its second is over. */
    void add(final CountedAt now) {
        if (pending++ == 0) {
            now.touched(this);
        }
    }

    @Override
    public void settle(final CountedAt over) {
        add(pending, over);
        pending = 0;
    }

    /** Adds what was counted in a second to the places of that second. */
    void add(final int count, final CountedAt over) {
        if (over.second() > lastSecond) {
            roll(over.second());
        }
        ring[over.secondAt()] += count;
        ring[over.minuteAt()] += count;
        ring[over.hourAt()] += count;
    }

    /** Adds what another one counted before. */
    void addAll(final Counter earlier, final long nowSecond) {
        if (nowSecond > lastSecond) {
            roll(nowSecond);
        }
        for (final Span span : SPANS) {
            final long now = span.step(nowSecond);
            for (long step = now - span.most() + 1; step <= now; step++) {
                ring[span.place(step)] += earlier.read(span, step);
            }
        }
    }

    private void roll(final long second) {
        for (final Span span : SPANS) {
            final long last = span.step(lastSecond);
            final long now = span.step(second);
            for (long step = Math.max(last + 1, now - span.size() + 1); step <= now; step++) {
                ring[span.place(step)] = 0;
            }
        }
        lastSecond = second;
    }

    private int read(final Span span, final long step) {
        final long last = span.step(lastSecond);
        return step > last || step <= last - span.size() ? 0 : ring[span.place(step)];
    }

    /** How many there were in some steps, up to one and with it. */
    public long sum(final Span span, final long lastStep, final int steps) {
        long sum = 0;
        for (final int count : counts(span, lastStep, steps)) {
            sum += count;
        }
        return sum;
    }

    /** How many there were in each of some steps, up to one and with it, the oldest first. */
    public int[] counts(final Span span, final long lastStep, final int steps) {
        final int[] counts = new int[steps];
        // Where the writer went to another second meanwhile, places may have got another meaning.
        for (int tries = 0; tries < TRIES; tries++) {
            final long before = lastSecond;
            for (int i = 0; i < steps; i++) {
                counts[i] = read(span, lastStep - steps + 1 + i);
            }
            if (before == lastSecond) {
                return counts;
            }
        }
        return counts;
    }

    /** When something was counted last before a second, or in it; -1 for not within three hours. As exact as the span that still knows. */
    public long lastSeen(final long second) {
        for (final Span span : List.of(Span.SECONDS, Span.MINUTES)) {
            final int[] counts = counts(span, span.step(second), span.most());
            for (int i = counts.length - 1; i >= 0; i--) {
                if (counts[i] > 0) {
                    final long step = span.step(second) - counts.length + 1 + i;
                    return Math.min(second, (step + 1) * span.stepS() - 1);
                }
            }
        }
        return -1;
    }
}
