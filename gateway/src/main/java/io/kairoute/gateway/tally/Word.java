package io.kairoute.gateway.tally;

import io.kairoute.router.key.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One word of an answer: an occasion, a queue, a band. There is one object for each word of a tenant.
 *
 * <p>Written by the counting thread alone, but for what is final.
 */
final class Word {
    /** No word. */
    static final Word NONE = alone("");

    /** Behind the last byte of whatever is compared, so many more must be readable. */
    static final int SLACK_BYTES = 2 * Long.BYTES;

    private final byte[] bytes;
    private final byte[] padded;
    private final long first;
    private final long second;
    private final long hash;
    private final int id;
    private final String text;
    /** By kind, what counts this word alone; null where nothing does yet. */
    private final @Nullable Counter[] counters = new Counter[RateKind.values().length];

    /**
     * Makes one of bytes, of which it keeps a copy.
     *
     * @param from readable {@link #SLACK_BYTES} behind the word
     */
    Word(final byte[] from, final int offset, final int length, final long hash, final int id) {
        bytes = Arrays.copyOfRange(from, offset, offset + length);
        padded = padded(bytes);
        first = first(from, offset, length);
        second = second(from, offset, length);
        this.hash = hash;
        this.id = id;
        text = new String(bytes, StandardCharsets.UTF_8);
    }

    /** A word that stands in no table. */
    static Word alone(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Word(padded(bytes), 0, bytes.length, 0, 0);
    }

    /** The same bytes, with {@link #SLACK_BYTES} behind them. */
    static byte[] padded(final byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + SLACK_BYTES);
    }

    /** The first eight bytes of a word as a number; what it lacks is 0. */
    static long first(final byte[] from, final int offset, final int length) {
        return LittleEndian.get(from, offset) & mask(Math.min(length, Long.BYTES));
    }

    /** The second eight bytes of a word as a number; what it lacks is 0. */
    static long second(final byte[] from, final int offset, final int length) {
        return LittleEndian.get(from, offset + Long.BYTES)
                & mask(Math.max(0, Math.min(length - Long.BYTES, Long.BYTES)));
    }

    // So many bytes of ones. In two steps, since a shift by 64 would be none.
    private static long mask(final int count) {
        final int half = count * Byte.SIZE / 2;
        return (1L << half << half) - 1;
    }

    /** Whether these bytes are this word; its first two numbers are known. */
    boolean is(final long itsFirst, final long itsSecond, final byte[] from, final int offset, final int length) {
        return first == itsFirst
                && second == itsSecond
                && length == bytes.length
                && (length <= SLACK_BYTES || isAt(from, offset, length));
    }

    /** Whether these bytes, behind which {@link #SLACK_BYTES} more are readable, are this word. */
    boolean is(final byte[] from, final int offset, final int length) {
        return is(first(from, offset, length), second(from, offset, length), from, offset, length);
    }

    // Behind the two numbers eight bytes at a time: a word is short, and a call that compares ranges is long.
    private boolean isAt(final byte[] from, final int offset, final int length) {
        for (int at = SLACK_BYTES; at < length; at += Long.BYTES) {
            if (first(padded, at, length - at) != first(from, offset + at, length - at)) {
                return false;
            }
        }
        return true;
    }

    /** Whether another word, which may be of another table, is spelled like this one. */
    boolean isSpelledLike(final Word other) {
        return Arrays.equals(bytes, other.bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    long hash() {
        return hash;
    }

    /** A number that no other word of the tenant has. */
    int id() {
        return id;
    }

    String text() {
        return text;
    }

    @Nullable
    Counter counter(final RateKind kind) {
        return counters[kind.ordinal()];
    }

    void counter(final RateKind kind, final Counter counter) {
        counters[kind.ordinal()] = counter;
    }
}
