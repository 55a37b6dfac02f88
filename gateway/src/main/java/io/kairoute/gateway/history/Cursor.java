package io.kairoute.gateway.history;

/**
 * A place in a tenant's decision log, from which a read can go on. Immutable.
 *
 * @param chunk the chunk's number
 * @param offset a byte in it, where a frame begins or the last one ends
 */
public record Cursor(long chunk, long offset) {
    /** Before the first decision, whichever that is. */
    public static final Cursor START = new Cursor(Long.MIN_VALUE, 0);
}
