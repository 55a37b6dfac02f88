package io.kairoute.gateway.history;

import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.store.OwnerOnly;
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
import java.util.Set;
import java.util.zip.CRC32C;
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
    private final ChunkClaims claims;
    private final ByteBuffer batch = ByteBuffer.allocateDirect(
                    BATCH_BYTES + ChunkFormat.FRAME_BYTES + ChunkFormat.MOST_PAYLOAD)
            .order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C crc = new CRC32C();
    private @Nullable FileChannel channel;
    private @Nullable ReadableSet noted;
    private Path file = Path.of("");
    private long writtenBytes;
    private long marked;
    private long lostUnnoted;
    private long decisions;
    private int batched;
    private boolean isEnded;
    private long number;
    private long earliestMs;
    private long latestMs;
    private boolean isUnforced;

    /** Makes a writer behind the chunks that are there. */
    ChunkWriter(final Path directory, final DecisionLogSettings settings, final ChunkClaims claims) throws IOException {
        this.directory = directory;
        this.settings = settings;
        this.claims = claims;
        final List<Chunk> chunks = Chunk.in(directory);
        number =
                chunks.isEmpty() ? 0 : Math.max(0, chunks.get(chunks.size() - 1).number());
    }

    /** Appends a decision, after what its segment set means where that was not said in this chunk. */
    void decision(final DecisionRecord record, final @Nullable ReadableSet segments, final long nowMs)
            throws IOException {
        begin(nowMs);
        noteLost();
        if (segments != null && !segments.equals(noted)) {
            final byte[] words = SegmentSetNote.toBytes(segments.header());
            frame(ChunkFormat.SEGMENT_SET, ByteBuffer.wrap(words));
            noted = segments;
        }
        final int at = batch.position();
        try {
            batch.position(at + ChunkFormat.FRAME_BYTES);
            batch.put(ChunkFormat.DECISION);
            record.buffer().getBytes(0, batch, record.buffer().capacity());
            close(at);
        } catch (final RuntimeException e) {
            batch.position(at);
            throw e;
        }
        batched++;
        decisions++;
        earliestMs = Math.min(earliestMs, record.nowMs());
        latestMs = Math.max(latestMs, record.nowMs());
    }

    /** Notes that decisions were lost; where that cannot be written now either, with the next that can. */
    void lost(final long count, final long nowMs) throws IOException {
        lostUnnoted += count;
        begin(nowMs);
        noteLost();
    }

    /** The newest chunk that this writer begins no more in; only after {@link #close}. */
    long endedNumber() {
        return number;
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
                frame(
                        ChunkFormat.END,
                        ByteBuffer.allocate(ChunkFormat.END_PAYLOAD - 1)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putLong(decisions)
                                .putLong(earliestMs)
                                .putLong(latestMs)
                                .flip());
                isEnded = true;
            }
            flush(true);
            open.close();
            channel = null;
        }
    }

    /** Deletes chunks beyond age and size, the oldest first; never the one that is written, nor one that a read claims. */
    void retain(final long nowMs) throws IOException {
        final List<Chunk> chunks = Chunk.in(directory);
        long bytes = 0;
        for (final Chunk chunk : chunks) {
            bytes += chunk.bytes();
        }
        for (final Chunk chunk : chunks) {
            final boolean isFull = bytes > settings.mostBytes();
            if (chunk.number() >= number
                    || (!isFull && !isOld(chunk, nowMs))
                    || !claims.letsGo(directory, chunk.number(), isFull)) {
                return;
            }
            bytes -= chunk.bytes();
            Files.deleteIfExists(chunk.path());
        }
    }

    private boolean isOld(final Chunk chunk, final long nowMs) throws IOException {
        return Files.getLastModifiedTime(chunk.path()).toMillis() < nowMs - settings.retentionMs();
    }

    private void begin(final long nowMs) throws IOException {
        if (channel != null && writtenBytes + batch.position() >= settings.chunkBytes()) {
            close();
        }
        if (channel == null) {
            Files.createDirectories(directory, OwnerOnly.directory(directory));
            // Counted before it is made: what a failing disk left half made is never written to.
            number++;
            file = Chunk.file(directory, number);
            channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(directory));
            claims.marks().begins(file);
            writtenBytes = 0;
            marked = 0;
            decisions = 0;
            earliestMs = Long.MAX_VALUE;
            latestMs = Long.MIN_VALUE;
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
        try {
            batch.position(at + ChunkFormat.FRAME_BYTES);
            batch.put(type).put(payload);
            close(at);
        } catch (final RuntimeException e) {
            batch.position(at);
            throw e;
        }
    }

    private void close(final int at) {
        final int length = batch.position() - at - ChunkFormat.FRAME_BYTES;
        crc.reset();
        crc.update(batch.duplicate().position(at + ChunkFormat.FRAME_BYTES).limit(batch.position()));
        batch.putInt(at, length).putInt(at + Integer.BYTES, (int) crc.getValue());
        final long offset = writtenBytes + at;
        if (offset - marked >= ChunkMarks.EVERY_BYTES) {
            marked = offset;
            claims.marks().mark(file, offset);
        }
    }
}
