package io.kairoute.gateway.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/** Tells by a chunk's end, or by old names, which chunks hold nothing of a span; a chunk of which neither is known is read. */
final class ChunkTimes {
    // A clock that was set back meanwhile must not hide decisions of chunks that were named by it.
    private static final long CLOCK_SLACK_MS = 2 * 3_600_000;

    private ChunkTimes() {}

    /** Whether one of a directory's chunks may hold decisions of a span. */
    static boolean touches(final List<Chunk> chunks, final int index, final ReadSpan span) throws IOException {
        if (span.equals(ReadSpan.ALL)) {
            return true;
        }
        final Chunk chunk = chunks.get(index);
        if (chunk.beganMs() != Chunk.UNKNOWN) {
            final long nextMs =
                    index + 1 < chunks.size() ? chunks.get(index + 1).beganMs() : Chunk.UNKNOWN;
            return nextMs == Chunk.UNKNOWN || span.touches(chunk.beganMs() - CLOCK_SLACK_MS, nextMs + CLOCK_SLACK_MS);
        }
        return touches(chunk, span);
    }

    private static boolean touches(final Chunk chunk, final ReadSpan span) throws IOException {
        final ByteBuffer end = ByteBuffer.allocate(ChunkFormat.FRAME_BYTES + ChunkFormat.END_PAYLOAD)
                .order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(chunk.path(), StandardOpenOption.READ)) {
            final long from = channel.size() - end.capacity();
            while (from >= 0 && end.hasRemaining() && channel.read(end, from + end.position()) >= 0) {
                // Until it is whole.
            }
        } catch (final NoSuchFileException e) {
            return true;
        }
        final int times = ChunkFormat.FRAME_BYTES + 1 + Long.BYTES;
        return end.hasRemaining() || !isEnd(end) || span.touches(end.getLong(times), end.getLong(times + Long.BYTES));
    }

    private static boolean isEnd(final ByteBuffer frame) {
        final CRC32C crc = new CRC32C();
        crc.update(frame.slice(ChunkFormat.FRAME_BYTES, ChunkFormat.END_PAYLOAD));
        return frame.getInt(0) == ChunkFormat.END_PAYLOAD
                && frame.getInt(Integer.BYTES) == (int) crc.getValue()
                && frame.get(ChunkFormat.FRAME_BYTES) == ChunkFormat.END;
    }
}
