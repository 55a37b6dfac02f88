package io.kairoute.gateway.history;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.collections.LongArrayList;

/**
 * Where frames begin in the chunks that were written or read lately, a place every 16 KiB.
 *
 * <p>The problem: a frame has its length before it and none behind, so what stands at a chunk's end can be read only from a place
 * where a frame is known to begin, and from the start of the chunk that is 64 MiB. The choice: who writes a chunk, or reads one
 * through, notes such places here. The cost: 32 KiB for a whole chunk, 256 chunks at most, those used last; a chunk without places
 * is read through once.
 *
 * <p>Thread-safe.
 */
final class ChunkMarks {
    /** How far apart two places are at least. */
    static final int EVERY_BYTES = 16 * 1024;

    private static final int MOST_CHUNKS = 256;
    private static final float LOAD = 0.75f;
    private static final long[] NONE = {};

    private final Map<Path, LongArrayList> chunks = new LinkedHashMap<>(MOST_CHUNKS, LOAD, true) {
        @Override
        protected boolean removeEldestEntry(final Map.Entry<Path, LongArrayList> eldest) {
            return size() > MOST_CHUNKS;
        }
    };

    /** A chunk was begun. */
    synchronized void begins(final Path chunk) {
        final LongArrayList places = new LongArrayList();
        places.addLong(ChunkFormat.HEADER_BYTES);
        chunks.put(key(chunk), places);
    }

    /** A frame of a chunk begins there, behind all that were noted before. */
    synchronized void mark(final Path chunk, final long offset) {
        final LongArrayList places = chunks.get(key(chunk));
        if (places != null && offset > places.getLong(places.size() - 1)) {
            places.addLong(offset);
        }
    }

    /** The places of a chunk were found by reading it; those of its writer stay. */
    synchronized void learn(final Path chunk, final LongArrayList places) {
        if (!places.isEmpty()) {
            chunks.putIfAbsent(key(chunk), places);
        }
    }

    /** The places of a chunk in their order; none where nobody knows any. */
    synchronized long[] of(final Path chunk) {
        final LongArrayList places = chunks.get(key(chunk));
        return places == null ? NONE : places.toLongArray();
    }

    private static Path key(final Path chunk) {
        return chunk.toAbsolutePath().normalize();
    }
}
