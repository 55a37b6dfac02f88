package io.kairoute.gateway.outcome;

/**
 * How outcomes are kept. Immutable.
 *
 * @param chunkBytes from which size on a chunk is full
 * @param mostBytes how much one tenant's chunks may hold together, about: what is written then may be a chunk more
 */
public record OutcomeSettings(long chunkBytes, long mostBytes) {
    private static final long CHUNK_BYTES = 64L << 20;

    /** Chunks of 64 MiB, so many bytes of a tenant. */
    public static OutcomeSettings of(final long mostBytes) {
        return new OutcomeSettings(CHUNK_BYTES, mostBytes);
    }
}
