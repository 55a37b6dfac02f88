package io.kairoute.gateway.history;

import io.kairoute.router.compile.OpenedSegments;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Appends one tenant's records to its newest chunk, begins another when that is full, deletes those that are too old.
 *
 * <p>Thread-confined: owned by the log's thread.
 */
final class ChunkWriter implements AutoCloseable {
    private static final int BATCH_BYTES = 256 * 1024;

    private final Path directory;
    private final DecisionLogSettings settings;
    private final ByteBuffer batch = ByteBuffer.allocateDirect(
                    BATCH_BYTES + ChunkFormat.FRAME_BYTES + ChunkFormat.MOST_PAYLOAD)
            .order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C crc = new CRC32C();
    private @Nullable FileChannel channel;
    private @Nullable OpenedSegments noted;
    private long writtenBytes;
    private long lostUnnoted;
    private long decisions;
    private int batched;
    private boolean isEnded;
    private int number;
    private boolean isUnforced;

    ChunkWriter(final Path directory, final DecisionLogSettings settings) {
        this.directory = directory;
        this.settings = settings;
    }

    /** Appends a decision, after what its segment set means where that was not said in this chunk. */
    void decision(
            final DirectBuffer from,
            final int offset,
            final int length,
            final @Nullable OpenedSegments segments,
            final long nowMs)
            throws IOException {
        begin(nowMs);
        noteLost();
        if (segments != null && !segments.equals(noted)) {
            final byte[] words = SegmentSetNote.toBytes(segments.header());
            frame(ChunkFormat.SEGMENT_SET, ByteBuffer.wrap(words));
            noted = segments;
        }
        final int at = batch.position();
        batch.position(at + ChunkFormat.FRAME_BYTES);
        batch.put(ChunkFormat.DECISION);
        from.getBytes(offset, batch, length);
        close(at);
        batched++;
        decisions++;
    }

    /** Notes that decisions were lost; where that cannot be written now either, with the next that can. */
    void lost(final long count, final long nowMs) throws IOException {
        lostUnnoted += count;
        begin(nowMs);
        noteLost();
    }

    /** Decisions that were taken and are not in the file yet, or not as a whole. */
    int batched() {
        return batched;
    }

    private void noteLost() {
        if (lostUnnoted > 0) {
            frame(ChunkFormat.LOST, number(lostUnnoted));
            lostUnnoted = 0;
        }
    }

    /** Writes what is batched; with {@code force} it is on the disk afterwards. */
    void flush(final boolean force) throws IOException {
        final FileChannel open = channel;
        if (open == null) {
            return;
        }
        batch.flip();
        try {
            while (batch.hasRemaining()) {
                writtenBytes += open.write(batch);
                isUnforced = true;
            }
            batched = 0;
        } finally {
            // What a failing disk did not take is written by the next flush, from where this one stopped.
            batch.compact();
        }
        if (force && isUnforced) {
            open.force(false);
            isUnforced = false;
        }
    }

    @Override
    public void close() throws IOException {
        final FileChannel open = channel;
        if (open != null) {
            if (!isEnded) {
                frame(ChunkFormat.END, number(decisions));
                isEnded = true;
            }
            flush(true);
            open.close();
            channel = null;
        }
    }

    /** Deletes chunks beyond age and size, the oldest first; the newest stays. */
    void retain(final long nowMs) throws IOException {
        final List<Path> chunks = ChunkReader.chunks(directory);
        long bytes = 0;
        for (final Path chunk : chunks) {
            bytes += Files.size(chunk);
        }
        for (final Path chunk : chunks.subList(0, Math.max(0, chunks.size() - 1))) {
            final boolean isOld = Files.getLastModifiedTime(chunk).toMillis() < nowMs - settings.retentionMs();
            if (!isOld && bytes <= settings.mostBytes()) {
                return;
            }
            bytes -= Files.size(chunk);
            Files.delete(chunk);
        }
    }

    private void begin(final long nowMs) throws IOException {
        if (channel != null && writtenBytes + batch.position() >= settings.chunkBytes()) {
            close();
        }
        if (channel == null) {
            Files.createDirectories(directory);
            final Path chunk =
                    directory.resolve(String.format(Locale.ROOT, "chunk-%013d-%06d.log", nowMs, number++ % 1_000_000));
            channel = FileChannel.open(chunk, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            writtenBytes = 0;
            decisions = 0;
            isEnded = false;
            noted = null;
            batch.clear().put(ChunkFormat.MAGIC).putInt(ChunkFormat.FORMAT);
            frame(
                    ChunkFormat.TIME_ZONES,
                    ByteBuffer.wrap(
                            ZoneRulesProvider.getVersions("UTC").lastKey().getBytes(StandardCharsets.UTF_8)));
            retain(nowMs);
        }
        if (batch.position() >= BATCH_BYTES) {
            flush(false);
        }
    }

    private static ByteBuffer number(final long value) {
        return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
    }

    private void frame(final byte type, final ByteBuffer payload) {
        final int at = batch.position();
        batch.position(at + ChunkFormat.FRAME_BYTES);
        batch.put(type).put(payload);
        close(at);
    }

    private void close(final int at) {
        final int length = batch.position() - at - ChunkFormat.FRAME_BYTES;
        crc.reset();
        crc.update(batch.duplicate().position(at + ChunkFormat.FRAME_BYTES).limit(batch.position()));
        batch.putInt(at, length).putInt(at + Integer.BYTES, (int) crc.getValue());
    }
}
