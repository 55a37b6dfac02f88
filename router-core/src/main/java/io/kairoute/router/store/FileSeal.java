package io.kairoute.router.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.VanillaChronicleMap;
import org.jspecify.annotations.Nullable;

/**
 * What a loaded map file looks like, and looks like for ever: readers change nothing in it but the lock words.
 *
 * <pre>
 *  0         8       12                      head                          end
 *  +---------+-------+-----------------------+------+---- - - -+------+-----+
 *  | checksum| size  | text, counters        | lock, counters  | lock ...   |
 *  +---------+-------+-----------------------+------+---- - - -+------+-----+
 * </pre>
 *
 * <p>Chronicle Map trusts its file. A foreign one can name any class in its head, a head without its ready mark (the top
 * bit of the size word) is waited for a minute, and a damaged pointer is followed out of the mapping, which ends the JVM.
 * So the head is held against its CRC32C before Chronicle opens the file, and the rest, locks left out, whenever the last
 * owner did not close it. When both fit and the locks are put back, the file is what was loaded, byte for byte.
 *
 * <p>Immutable.
 *
 * @param fileBytes its length
 * @param headBytes what stands before the first stripe's lock
 * @param headCrc CRC32C of that, the size word counted as ready
 * @param bodyCrc CRC32C of the rest, lock words counted as zero
 * @param stripes stripes of the map, each with a lock
 * @param stride bytes from one lock to the next
 * @param freeLock a lock word that nobody holds
 */
public record FileSeal(
        long fileBytes, int headBytes, int headCrc, int bodyCrc, int stripes, int stride, long freeLock) {
    private static final int SIZE_WORD = 8;
    private static final int NOT_READY = 0x8000_0000;
    private static final int MOST_HEAD_BYTES = 1024 * 1024;
    private static final int BLOCK_BYTES = 1024 * 1024;
    private static final int LOCK_BYTES = Long.BYTES;

    /** Where a map keeps its locks. */
    record Locks(int headBytes, int stripes, int stride) {
        static Locks of(final ChronicleMap<?, ?> map) {
            final VanillaChronicleMap<?, ?, ?> open = (VanillaChronicleMap<?, ?, ?>) map;
            final long first = open.segmentHeaderAddress(0);
            return new Locks(
                    Math.toIntExact(first - open.bsAddress()),
                    open.segments(),
                    open.segments() == 1 ? LOCK_BYTES : Math.toIntExact(open.segmentHeaderAddress(1) - first));
        }
    }

    /** Takes the seal of a file that was loaded and closed. */
    static FileSeal of(final Path file, final Locks locks) throws IOException {
        final FileSeal seal =
                new FileSeal(Files.size(file), locks.headBytes(), 0, 0, locks.stripes(), locks.stride(), 0);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new FileSeal(
                    seal.fileBytes,
                    seal.headBytes,
                    seal.crcOfHead(channel),
                    seal.crcOfBody(channel, StoreProgress.NONE),
                    seal.stripes,
                    seal.stride,
                    readLong(channel, seal.headBytes));
        }
    }

    /**
     * Checks what costs nothing: that the file is there, as long as it was, with the same head.
     *
     * @throws StoreException when it is not
     */
    void checkHead(final Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw StoreException.refused(file + " is missing");
        }
        if (Files.size(file) < fileBytes) {
            throw StoreException.refused(
                    file + " is cut off, it has " + Files.size(file) + " of " + fileBytes + " bytes");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (headBytes > MOST_HEAD_BYTES || crcOfHead(channel) != headCrc) {
                throw StoreException.refused(file + " is not the file that was loaded, its head is another");
            }
        }
    }

    /** Whether the rest of the file is as it was loaded; reads it all, also while it is open. */
    boolean fitsBody(final Path file, final StoreProgress progress) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.size() == fileBytes && crcOfBody(channel, progress) == bodyCrc;
        }
    }

    /**
     * The seal of the same file with some bytes replaced, which is not done yet.
     *
     * @param progress hears of every block that was read
     * @return null where the file is not as it was loaded, so that no seal may say that it is
     */
    @Nullable
    FileSeal patched(final Path file, final List<FilePatch> patches, final StoreProgress progress) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final CRC32C after = new CRC32C();
            final int before = crcOfBody(channel, progress, (block, at) -> {
                final ByteBuffer copy = ByteBuffer.allocate(block.limit()).put(block.duplicate());
                patches.forEach(patch -> patch.applyTo(copy, at));
                after.update(copy.array());
            });
            return channel.size() == fileBytes && before == bodyCrc
                    ? new FileSeal(fileBytes, headBytes, headCrc, (int) after.getValue(), stripes, stride, freeLock)
                    : null;
        }
    }

    /** Sets the ready mark, which is missing where a recovery was killed. */
    void markReady(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final long word = readLong(channel, SIZE_WORD);
            if (((int) word & NOT_READY) != 0) {
                writeLong(channel, SIZE_WORD, word & ~(NOT_READY & 0xFFFF_FFFFL));
                channel.force(true);
            }
        }
    }

    /** Puts the locks back that dead readers hold; nobody may have the file open. */
    void freeLocks(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (int stripe = 0; stripe < stripes; stripe++) {
                writeLong(channel, headBytes + (long) stripe * stride, freeLock);
            }
        }
    }

    void write(final DataOutput out) throws IOException {
        out.writeLong(fileBytes);
        out.writeInt(headBytes);
        out.writeInt(headCrc);
        out.writeInt(bodyCrc);
        out.writeInt(stripes);
        out.writeInt(stride);
        out.writeLong(freeLock);
    }

    static FileSeal read(final DataInput in) throws IOException {
        return new FileSeal(
                in.readLong(), in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readLong());
    }

    private int crcOfHead(final FileChannel channel) throws IOException {
        final ByteBuffer head = ByteBuffer.allocate(headBytes).order(ByteOrder.LITTLE_ENDIAN);
        readFully(channel, head, 0);
        head.putInt(SIZE_WORD, head.getInt(SIZE_WORD) & ~NOT_READY);
        final CRC32C crc = new CRC32C();
        crc.update(head.array());
        return (int) crc.getValue();
    }

    private int crcOfBody(final FileChannel channel, final StoreProgress progress) throws IOException {
        return crcOfBody(channel, progress, (block, at) -> {});
    }

    private interface Blocks {
        void see(ByteBuffer block, long at);
    }

    private int crcOfBody(final FileChannel channel, final StoreProgress progress, final Blocks blocks)
            throws IOException {
        final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        final CRC32C crc = new CRC32C();
        for (long at = headBytes; at < fileBytes; at += BLOCK_BYTES) {
            progress.at(at, fileBytes);
            block.clear().limit((int) Math.min(BLOCK_BYTES, fileBytes - at));
            readFully(channel, block, at);
            maskLocks(block, at);
            blocks.see(block.position(0), at);
            crc.update(block.position(0));
        }
        progress.at(fileBytes, fileBytes);
        return (int) crc.getValue();
    }

    // Zeroes the bytes of lock words in a block that starts at a place of the file.
    private void maskLocks(final ByteBuffer block, final long blockAt) {
        final long firstInBlock = Math.max(0, (blockAt - headBytes - LOCK_BYTES) / stride);
        for (long stripe = firstInBlock; stripe < stripes; stripe++) {
            final long lock = headBytes + stripe * stride - blockAt;
            if (lock >= block.limit()) {
                return;
            }
            for (long i = Math.max(0, lock); i < Math.min(lock + LOCK_BYTES, block.limit()); i++) {
                block.put((int) i, (byte) 0);
            }
        }
    }

    private static void readFully(final FileChannel channel, final ByteBuffer into, final long at) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into, at + into.position()) < 0) {
                throw new IOException("the file ended at " + (at + into.position()));
            }
        }
    }

    private static long readLong(final FileChannel channel, final long at) throws IOException {
        final ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        readFully(channel, word, at);
        return word.getLong(0);
    }

    private static void writeLong(final FileChannel channel, final long at, final long value) throws IOException {
        final ByteBuffer word =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
        while (word.hasRemaining()) {
            channel.write(word, at + word.position());
        }
    }
}
