package io.kairoute.gateway.tally;

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
    static final Word NONE = new Word(new byte[0], 0, 0);

    private final byte[] bytes;
    private final long hash;
    private final int id;
    private final String text;
    /** By kind, what counts this word alone; null where nothing does yet. */
    private final @Nullable Counter[] counters = new Counter[RateKind.values().length];

    Word(final byte[] bytes, final long hash, final int id) {
        this.bytes = bytes;
        this.hash = hash;
        this.id = id;
        text = new String(bytes, StandardCharsets.UTF_8);
    }

    /** Whether these bytes are this word. */
    boolean isAt(final byte[] from, final int offset, final int length) {
        return Arrays.equals(bytes, 0, bytes.length, from, offset, offset + length);
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
