package io.kairoute.gateway.history;

import io.kairoute.router.store.OwnerOnly;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Appends one tenant's outcomes to its newest chunk, a group at a time: what {@link #force} returned from is on the disk.
 *
 * <pre>
 *   begin -> append* -> force -> begin ...      a fault anywhere: abandon -> begin, in a chunk of its own
 * </pre>
 *
 * <p>Thread-confined: owned by whoever made it.
 */
public final class OutcomeChunks implements AutoCloseable {
    private static final int FIRST_BYTES = 64 * 1024;

    private final Path directory;
    private final long chunkBytes;
    private final CRC32C crc = new CRC32C();
    private ByteBuffer group = ByteBuffer.allocate(FIRST_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private @Nullable FileChannel channel;
    private long number;
    private long forcedBytes;
    private long outcomes;
    private long earliestMs;
    private long latestMs;

    /**
     * Makes a writer behind the chunks that are there.
     *
     * @param chunkBytes from which size on a chunk is full
     */
    public OutcomeChunks(final Path directory, final long chunkBytes) throws IOException {
        this.directory = directory;
        this.chunkBytes = chunkBytes;
        final List<Chunk> chunks = Chunk.in(directory);
        number = chunks.isEmpty() ? 0 : chunks.get(chunks.size() - 1).number();
    }

    /** Begins a group, in a new chunk where there is none or it is full; true where the chunk is new. */
    public boolean begin() throws IOException {
        group.clear();
        if (channel != null && forcedBytes >= chunkBytes) {
            end();
        }
        final boolean isNew = channel == null;
        if (isNew) {
            beginChunk();
        }
        return isNew;
    }

    /**
     * Adds an outcome to the group.
     *
     * @param timeMs when it was told
     * @return where it will stand
     */
    public Cursor append(final byte[] outcome, final long timeMs) {
        final Cursor place = new Cursor(number, forcedBytes + group.position());
        frame(ChunkFormat.OUTCOME, outcome);
        outcomes++;
        earliestMs = Math.min(earliestMs, timeMs);
        latestMs = Math.max(latestMs, timeMs);
        return place;
    }

    /** Writes the group; it is on the disk when this returns. Where the next frame will stand. */
    public Cursor force() throws IOException {
        final FileChannel open = channel;
        if (open != null && group.position() > 0) {
            group.flip();
            final long bytes = group.remaining();
            while (group.hasRemaining()) {
                final int unused = open.write(group, forcedBytes + group.position());
            }
            open.force(false);
            forcedBytes += bytes;
            group.clear();
        }
        return new Cursor(number, forcedBytes);
    }

    /**
     * Ends the newest chunk; the next group begins another.
     *
     * @return its number: the newest that nobody writes any more
     */
    public long end() throws IOException {
        final FileChannel open = channel;
        if (open != null) {
            frame(
                    ChunkFormat.END,
                    ByteBuffer.allocate(ChunkFormat.END_PAYLOAD - 1)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(outcomes)
                            .putLong(earliestMs)
                            .putLong(latestMs)
                            .array());
            final Cursor unused = force();
            channel = null;
            open.close();
        }
        return number;
    }

    /**
     * Lets go of a chunk that a write failed in. What of it was not forced is cut off, where the disk still does that; else frames
     * that nobody was told of stay in it, whole or cut off.
     */
    public void abandon() throws IOException {
        final FileChannel open = channel;
        channel = null;
        group.clear();
        if (open == null) {
            return;
        }
        try (open) {
            final FileChannel unused = open.truncate(forcedBytes);
        } finally {
            if (forcedBytes == 0) {
                Files.deleteIfExists(Chunk.file(directory, number));
            }
        }
    }

    /** What is to be thrown where the disk failed; {@code doing} reads as in "cannot write". */
    public StoreException failed(final String doing, final IOException cause) {
        return StoreException.io(doing + " the outcomes in", directory, cause);
    }

    /** Deletes ended chunks, the oldest first, that were written last before a time; their numbers. */
    public List<Long> deleteBefore(final long timeMs) throws IOException {
        final List<Long> deleted = new ArrayList<>();
        for (final Chunk chunk : Chunk.in(directory)) {
            if (chunk.number() >= number
                    || Files.getLastModifiedTime(chunk.path()).toMillis() >= timeMs) {
                break;
            }
            Files.deleteIfExists(chunk.path());
            deleted.add(chunk.number());
        }
        return deleted;
    }

    @Override
    public void close() throws IOException {
        final long unused = end();
    }

    private void beginChunk() throws IOException {
        OwnerOnly.createDirectories(directory);
        // Counted before it is made: what a failing disk left half made is never written to.
        number++;
        forcedBytes = 0;
        outcomes = 0;
        earliestMs = Long.MAX_VALUE;
        latestMs = Long.MIN_VALUE;
        channel = FileChannel.open(
                Chunk.file(directory, number),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                OwnerOnly.file(directory));
        group.put(ChunkFormat.MAGIC).putInt(ChunkFormat.FORMAT);
        final Cursor unused = force();
        // Without its name on the disk a chunk's bytes are not safe either.
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private void frame(final byte type, final byte[] payload) {
        final int length = 1 + payload.length;
        makeRoom(ChunkFormat.FRAME_BYTES + length);
        crc.reset();
        crc.update(type);
        crc.update(payload);
        group.putInt(length).putInt((int) crc.getValue()).put(type).put(payload);
    }

    private void makeRoom(final int bytes) {
        if (group.remaining() < bytes) {
            final ByteBuffer larger =
                    ByteBuffer.allocate(2 * group.capacity() + bytes).order(ByteOrder.LITTLE_ENDIAN);
            group = larger.put(group.flip());
        }
    }
}
