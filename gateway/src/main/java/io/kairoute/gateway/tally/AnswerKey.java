package io.kairoute.gateway.tally;

import java.util.Arrays;

/**
 * Numbers that two answers have alike if all that is counted of them is alike, and only then. Written by {@link AnswerScan#key}.
 * Thread-confined: owned by the counting thread.
 */
final class AnswerKey {
    /** So many numbers are an answer of 32 rules and guardrails with long names. */
    private static final int MOST = 1_024;

    private static final long PRIME = 0x100000001B3L;

    private final long[] numbers;
    private int count;
    private long hash;

    /** Makes one that can be written anew. */
    AnswerKey() {
        this(new long[MOST], 0, 0);
    }

    private AnswerKey(final long[] numbers, final int count, final long hash) {
        this.numbers = numbers;
        this.count = count;
        this.hash = hash;
    }

    /** One that stays as this one is. */
    AnswerKey kept() {
        return new AnswerKey(Arrays.copyOf(numbers, count), count, hash);
    }

    /** Begins anew. */
    void clear() {
        count = 0;
        hash = 0;
    }

    /** Whether a word of so many bytes has room. */
    boolean hasRoom(final int length) {
        return count + 2 + length / Long.BYTES < MOST;
    }

    /** Adds a number. */
    void add(final long number) {
        // Each place has a factor of its own, so that no multiplication waits for the one before.
        hash += (number ^ (number >>> Integer.SIZE)) * (PRIME + ((long) count << Integer.SIZE));
        numbers[count++] = number;
    }

    /** Adds a word, behind which {@link Word#SLACK_BYTES} more are readable. */
    void add(final byte[] from, final int offset, final int length) {
        add(length);
        for (int at = 0; at < length; at += Long.BYTES) {
            add(Word.first(from, offset + at, length - at));
        }
    }

    long hash() {
        return hash ^ (hash >>> Integer.SIZE);
    }

    boolean isEqual(final AnswerKey other) {
        return hash == other.hash && Arrays.equals(numbers, 0, count, other.numbers, 0, other.count);
    }
}
