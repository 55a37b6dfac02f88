package io.kairoute.gateway.history;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads outcomes out of one tenant's chunks, also beside whoever writes them. Has no state. */
public final class OutcomeFrames {
    private OutcomeFrames() {}

    /** Takes one outcome. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Takes one.
         *
         * @param place where it stands
         */
        void visit(Cursor place, byte[] outcome);
    }

    /** The numbers of a directory's chunks, the oldest first; none where there is no such directory. */
    public static List<Long> chunks(final Path directory) throws IOException {
        return Chunk.in(directory).stream().map(Chunk::number).toList();
    }

    /**
     * Visits every outcome of a chunk from a place on, the oldest first. What is damaged is stepped over; what was cut off is left
     * out.
     *
     * @param from a place in the chunk; offset 0 for all of it
     * @return where the next read goes on
     */
    public static Cursor read(final Path directory, final Cursor from, final Visitor visitor) throws IOException {
        final Path chunk = Chunk.file(directory, from.chunk());
        final long begin = Math.max(ChunkFormat.HEADER_BYTES, from.offset());
        try (ChunkFrames frames = ChunkFrames.open(chunk, () -> {})) {
            if (!frames.isChunk(chunk)) {
                return from;
            }
            frames.between(begin, frames.size());
            while (frames.next()) {
                if (isOutcome(frames)) {
                    visitor.visit(new Cursor(from.chunk(), frames.offset()), outcome(frames));
                }
            }
            return new Cursor(from.chunk(), frames.end());
        } catch (final NoSuchFileException e) {
            return from;
        }
    }

    /** The outcome that begins at a place; null where there is none any more. */
    public static byte @Nullable [] at(final Path directory, final Cursor place) throws IOException {
        try (ChunkFrames frames = ChunkFrames.open(Chunk.file(directory, place.chunk()), () -> {})) {
            frames.between(place.offset(), frames.size());
            return frames.next() && isOutcome(frames) ? outcome(frames) : null;
        } catch (final NoSuchFileException e) {
            return null;
        }
    }

    /** The bytes of all chunks of a directory. */
    public static long bytes(final Path directory) throws IOException {
        long bytes = 0;
        for (final Chunk chunk : Chunk.in(directory)) {
            bytes += chunk.bytes();
        }
        return bytes;
    }

    private static boolean isOutcome(final ChunkFrames frames) {
        return frames.isSound() && frames.type() == ChunkFormat.OUTCOME;
    }

    private static byte[] outcome(final ChunkFrames frames) {
        final byte[] payload = frames.payload();
        return Arrays.copyOfRange(payload, 1, payload.length);
    }
}
