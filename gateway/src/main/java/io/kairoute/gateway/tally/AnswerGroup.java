package io.kairoute.gateway.tally;

import java.util.List;

/**
 * Answers of one tenant whose counted words are the same: counted together, and spread over their counters once a second.
 * Thread-confined: owned by the counting thread.
 */
final class AnswerGroup implements Pending {
    private final TenantTally owner;
    private final AnswerKey key;
    private final CountedWords words;
    private final boolean isLive;
    private final Counter[] counters;
    private int pending;

    /**
     * Makes a group without answers.
     *
     * @param key what tells its answers from those of others
     * @param isLive whether a live occasion decided
     * @param counters what counts its answers; one that is named twice counts each of them twice
     */
    AnswerGroup(
            final TenantTally owner,
            final AnswerKey key,
            final CountedWords words,
            final boolean isLive,
            final List<Counter> counters) {
        this.owner = owner;
        this.key = key;
        this.words = words;
        this.isLive = isLive;
        this.counters = counters.toArray(Counter[]::new);
    }

    /** Whether answers with a key belong here. */
    @SuppressWarnings("ReferenceEquality") // whose they are is the question
    boolean has(final TenantTally itsOwner, final AnswerKey itsKey) {
        return owner == itsOwner && key.isEqual(itsKey);
    }

    /** Counts one answer. */
    void add(final CountedAt now) {
        if (pending++ == 0) {
            now.touched(this);
        }
    }

    @Override
    public void settle(final CountedAt over) {
        for (final Counter counter : counters) {
            counter.add(pending, over);
        }
        pending = 0;
    }

    TenantTally owner() {
        return owner;
    }

    AnswerKey key() {
        return key;
    }

    CountedWords words() {
        return words;
    }

    boolean isLive() {
        return isLive;
    }
}
