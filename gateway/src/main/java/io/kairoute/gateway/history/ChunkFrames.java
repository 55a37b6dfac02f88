package io.kairoute.gateway.history;

import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/**
 * Walks the frames of one chunk through a window, however large the chunk is.
 *
 * <p>Sees the bytes that were there when it was opened. Thread-confined: owned by whoever opened it.
 */
final class ChunkFrames implements AutoCloseable {
    // Small enough for the young part of any heap; longer frames are rare, and have it grow.
    private static final int WINDOW_BYTES = 128 * 1024;

    private final FileChannel channel;
    private final long size;
    private final Runnable block;
    private byte[] bytes = new byte[WINDOW_BYTES];
    private ByteBuffer window = over(bytes).limit(0);
    private final CRC32C crc = new CRC32C();
    private long windowAt;
    private long readBytes;
    private long next = ChunkFormat.HEADER_BYTES;
    private long limit;
    private long offset;
    private int length;
    private boolean isSound;

    private ChunkFrames(final FileChannel channel, final long size, final Runnable block) {
        this.channel = channel;
        this.size = size;
        this.limit = size;
        this.block = block;
    }

    /**
     * Opens a chunk before its first frame.
     *
     * @param block run each time that some was read
     */
    static ChunkFrames open(final Path chunk, final Runnable block) throws IOException {
        final FileChannel channel = FileChannel.open(chunk, StandardOpenOption.READ);
        try {
            return new ChunkFrames(channel, channel.size(), block);
        } catch (final IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Whether it begins as a chunk does.
     *
     * @throws StoreException where a newer version wrote it
     */
    boolean isChunk(final Path chunk) throws IOException {
        if (!holds(0, ChunkFormat.HEADER_BYTES)) {
            return false;
        }
        for (int i = 0; i < ChunkFormat.MAGIC.length; i++) {
            if (window.get(i) != ChunkFormat.MAGIC[i]) {
                return false;
            }
        }
        final int format = window.getInt(ChunkFormat.MAGIC.length);
        if (format < 1 || format > ChunkFormat.FORMAT) {
            throw StoreException.refused("the log's " + chunk + " has format " + format
                    + ", this version reads up to " + ChunkFormat.FORMAT
                    + ": use the version that wrote it, or a newer one");
        }
        return true;
    }

    /** From now on goes to the frames between two places alone, which begin and end there. */
    void between(final long from, final long to) {
        next = from;
        limit = to;
    }

    /** Goes to the next frame; false where no more can be made out. */
    boolean next() throws IOException {
        offset = next;
        if (limit - offset < ChunkFormat.FRAME_BYTES || !holds(offset, ChunkFormat.FRAME_BYTES)) {
            return false;
        }
        final int longest = (int) Math.min(ChunkFormat.MOST_PAYLOAD, limit - offset - ChunkFormat.FRAME_BYTES);
        length = window.getInt((int) (offset - windowAt));
        if (length < 1 || length > longest || !holds(offset, ChunkFormat.FRAME_BYTES + length)) {
            return false;
        }
        final int at = (int) (offset - windowAt);
        final int payload = at + ChunkFormat.FRAME_BYTES;
        crc.reset();
        crc.update(bytes, payload, length);
        isSound = (int) crc.getValue() == window.getInt(at + Integer.BYTES);
        next = offset + ChunkFormat.FRAME_BYTES + length;
        return true;
    }

    /** Goes to the frame that begins at an offset and ends at another, keeping what lies before it at hand. */
    boolean backTo(final long from, final long end) throws IOException {
        if (from < windowAt) {
            load(Math.max(0, end - window.capacity()));
        }
        next = from;
        return next();
    }

    /** Where the frame begins. */
    long offset() {
        return offset;
    }

    /** Where the next frame begins. */
    long end() {
        return next;
    }

    /** Whether the frame's check holds. */
    boolean isSound() {
        return isSound;
    }

    /** The first byte of the payload: what it is. */
    byte type() {
        return window.get((int) (offset - windowAt) + ChunkFormat.FRAME_BYTES);
    }

    /** Shows the payload until the next frame is gone to. */
    void view(final DirectBuffer view) {
        view.wrap(bytes, (int) (offset - windowAt) + ChunkFormat.FRAME_BYTES, length);
    }

    /** A copy of the payload. */
    byte[] payload() {
        final int at = (int) (offset - windowAt) + ChunkFormat.FRAME_BYTES;
        return Arrays.copyOfRange(bytes, at, at + length);
    }

    /** Where the frames end that are gone to. */
    long limit() {
        return limit;
    }

    /** Bytes of the chunk. */
    long size() {
        return size;
    }

    /** Bytes that were read from the file. */
    long readBytes() {
        return readBytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private boolean holds(final long from, final int count) throws IOException {
        if (from < windowAt || from + count > windowAt + window.limit()) {
            if (count > bytes.length) {
                bytes = new byte[count];
                window = over(bytes);
            }
            load(from);
        }
        return from + count <= windowAt + window.limit();
    }

    private static ByteBuffer over(final byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void load(final long from) throws IOException {
        windowAt = from;
        window.clear().limit((int) Math.min(window.capacity(), Math.max(0, limit - from)));
        while (window.hasRemaining()) {
            final int read = channel.read(window, windowAt + window.position());
            if (read < 0) {
                break;
            }
            readBytes += read;
        }
        window.flip();
        block.run();
    }
}
