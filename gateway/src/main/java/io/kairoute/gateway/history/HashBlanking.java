package io.kairoute.gateway.history;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.store.OwnerOnly;
import io.kairoute.router.store.StoreException;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Blanks what names a customer in one tenant's chunks: hashes of the keys, as bytes and as hexadecimal digits, and in the
 * decisions that hold one the contact's id and the labels. The records stay, as long as they were.
 *
 * <p>Each chunk is looked through, whatever the number of keys. One that holds a hash is read as a whole and written anew under a temporary name and takes the place of the
 * old one, so that a kill leaves the one or the other, and the work may be begun again at any time. A chunk that is being written
 * must not be among them. A frame that is damaged keeps its wrong check, and one that holds a hash is blanked as a whole.
 */
public final class HashBlanking {
    private static final String TEMPORARY = ".tmp-";
    private static final int BLOCK_BYTES = 1024 * 1024;
    private static final byte BLANK = '*';

    private final List<byte[]> patterns = new ArrayList<>();
    private final List<Byte> blanks = new ArrayList<>();
    private final boolean[] isFirst = new boolean[1 << Byte.SIZE];
    private final Runnable block;
    private final DecisionRecord record = new DecisionRecord();
    private final CRC32C crc = new CRC32C();

    private HashBlanking(final Collection<KeyHash> hashes, final Runnable block) {
        this.block = block;
        for (final KeyHash hash : hashes) {
            add(hash.toBytes(), (byte) 0);
            add(HexFormat.of().formatHex(hash.toBytes()).getBytes(StandardCharsets.US_ASCII), (byte) '0');
        }
    }

    private void add(final byte[] pattern, final byte blank) {
        patterns.add(pattern);
        blanks.add(blank);
        isFirst[pattern[0] & 0xFF] = true;
    }

    /**
     * Blanks customers in the chunks of a directory.
     *
     * @param last the number of the newest chunk that nobody writes any more
     * @param block run after about every megabyte that was read or written; may rest, and ends the work by throwing
     * @return the records that were changed
     */
    public static long blank(
            final Path directory, final long last, final Collection<KeyHash> hashes, final Runnable block) {
        final HashBlanking blanking = new HashBlanking(hashes, block);
        try {
            long changed = 0;
            for (final Chunk chunk : Chunk.in(directory)) {
                if (chunk.number() <= last) {
                    changed += blanking.blank(chunk.path());
                }
            }
            return changed;
        } catch (final IOException e) {
            throw StoreException.io("blank hashes in the decision log in", directory, e);
        }
    }

    private long blank(final Path chunk) throws IOException {
        final byte[] bytes;
        try {
            if (!hasToBeChanged(chunk)) {
                return 0;
            }
            bytes = read(chunk);
        } catch (final NoSuchFileException e) {
            // Retention was faster.
            return 0;
        }
        final ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long changed = 0;
        int at = Math.min(ChunkFormat.HEADER_BYTES, bytes.length);
        int rested = at;
        while (at + ChunkFormat.FRAME_BYTES <= bytes.length) {
            final int length = view.getInt(at);
            final int payload = at + ChunkFormat.FRAME_BYTES;
            if (length < 1 || length > bytes.length - payload) {
                break;
            }
            final boolean isSound = check(bytes, payload, length) == view.getInt(at + Integer.BYTES);
            if (blankWithin(bytes, payload, payload + length)) {
                changed++;
                if (!isSound) {
                    Arrays.fill(bytes, payload, payload + length, (byte) 0);
                } else if (bytes[payload] == ChunkFormat.DECISION) {
                    blankDecision(bytes, payload + 1, length - 1);
                }
                if (isSound) {
                    view.putInt(at + Integer.BYTES, check(bytes, payload, length));
                }
            }
            at = payload + length;
            if (at - rested >= BLOCK_BYTES) {
                rested = at;
                block.run();
            }
        }
        // What is behind the last frame is a write that was cut off; whose it was nobody can tell.
        final boolean isTailChanged = blankTail(bytes, at);
        if (changed > 0 || isTailChanged) {
            replace(chunk, bytes);
        }
        return changed;
    }

    private boolean hasToBeChanged(final Path chunk) throws IOException {
        final UnsafeBuffer payload = new UnsafeBuffer(0, 0);
        try (ChunkFrames frames = ChunkFrames.open(chunk, block)) {
            while (frames.next()) {
                frames.view(payload);
                final int from = payload.wrapAdjustment();
                if (finds(payload.byteArray(), from, from + payload.capacity())) {
                    return true;
                }
            }
            return frames.end() < frames.size();
        }
    }

    private byte[] read(final Path chunk) throws IOException {
        try (FileChannel channel = FileChannel.open(chunk, StandardOpenOption.READ)) {
            final ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
            boolean isMore = true;
            while (isMore && bytes.hasRemaining()) {
                final ByteBuffer some = bytes.slice(bytes.position(), Math.min(BLOCK_BYTES, bytes.remaining()));
                final int read = channel.read(some);
                isMore = read >= 0;
                bytes.position(bytes.position() + Math.max(0, read));
                block.run();
            }
            return bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array();
        }
    }

    private static boolean blankTail(final byte[] bytes, final int from) {
        boolean isChanged = false;
        for (int i = from; i < bytes.length; i++) {
            isChanged |= bytes[i] != 0;
            bytes[i] = 0;
        }
        return isChanged;
    }

    private void blankDecision(final byte[] bytes, final int offset, final int length) throws IOException {
        if (!record.wrap(new UnsafeBuffer(bytes), offset, length)) {
            throw new IOException("a decision of the customer cannot be read: it was written by another version");
        }
        blankFields(
                bytes,
                offset + record.requestOffset(),
                record.requestLength(),
                RouteRequest.CONTACT_ID_FIELD_NUMBER,
                RouteRequest.LABELS_FIELD_NUMBER);
        blankFields(
                bytes,
                offset + record.responseOffset(),
                record.responseLength(),
                RouteResponse.CONTACT_ID_FIELD_NUMBER,
                RouteResponse.LABELS_FIELD_NUMBER);
    }

    private static void blankFields(
            final byte[] bytes, final int offset, final int length, final int contactId, final int labels)
            throws IOException {
        final CodedInputStream message = CodedInputStream.newInstance(bytes, offset, length);
        for (int tag = message.readTag(); tag != 0; tag = message.readTag()) {
            final int field = WireFormat.getTagFieldNumber(tag);
            if (field == contactId || field == labels) {
                final int value = message.readRawVarint32();
                final int at = offset + message.getTotalBytesRead();
                message.skipRawBytes(value);
                if (field == contactId) {
                    Arrays.fill(bytes, at, at + value, BLANK);
                } else {
                    blankStrings(bytes, at, value);
                }
            } else {
                message.skipField(tag);
            }
        }
    }

    // The name of a label may tell as much as its value.
    private static void blankStrings(final byte[] bytes, final int offset, final int length) throws IOException {
        final CodedInputStream entry = CodedInputStream.newInstance(bytes, offset, length);
        while (entry.readTag() != 0) {
            final int value = entry.readRawVarint32();
            final int at = offset + entry.getTotalBytesRead();
            entry.skipRawBytes(value);
            Arrays.fill(bytes, at, at + value, BLANK);
        }
    }

    private boolean blankWithin(final byte[] bytes, final int from, final int to) {
        boolean isChanged = false;
        for (int at = from; at < to; at++) {
            if (isFirst[bytes[at] & 0xFF]) {
                isChanged |= blankAt(bytes, at, to);
            }
        }
        return isChanged;
    }

    private boolean finds(final byte[] bytes, final int from, final int to) {
        for (int at = from; at < to; at++) {
            if (isFirst[bytes[at] & 0xFF] && patternAt(bytes, at, to) >= 0) {
                return true;
            }
        }
        return false;
    }

    private boolean blankAt(final byte[] bytes, final int at, final int to) {
        final int pattern = patternAt(bytes, at, to);
        if (pattern >= 0) {
            Arrays.fill(bytes, at, at + patterns.get(pattern).length, blanks.get(pattern));
        }
        return pattern >= 0;
    }

    // Which one stands there; negative for none.
    private int patternAt(final byte[] bytes, final int at, final int to) {
        for (int i = 0; i < patterns.size(); i++) {
            final int end = at + patterns.get(i).length;
            if (end <= to && Arrays.equals(bytes, at, end, patterns.get(i), 0, end - at)) {
                return i;
            }
        }
        return -1;
    }

    private int check(final byte[] bytes, final int offset, final int length) {
        crc.reset();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    // The age of a chunk is that of its file, and retention must not begin again.
    private void replace(final Path chunk, final byte[] bytes) throws IOException {
        final Path temporary = chunk.resolveSibling(TEMPORARY + chunk.getFileName());
        Files.deleteIfExists(temporary);
        try (FileChannel channel = FileChannel.open(
                temporary,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                OwnerOnly.file(temporary))) {
            final ByteBuffer all = ByteBuffer.wrap(bytes);
            while (all.hasRemaining()) {
                final ByteBuffer some = all.slice(all.position(), Math.min(BLOCK_BYTES, all.remaining()));
                all.position(all.position() + channel.write(some));
                channel.force(false);
                block.run();
            }
            channel.force(true);
            // Retention may have deleted it meanwhile; it must not come back.
            Files.setLastModifiedTime(temporary, Files.getLastModifiedTime(chunk));
            Files.move(temporary, chunk, StandardCopyOption.ATOMIC_MOVE);
        } catch (final NoSuchFileException e) {
            Files.deleteIfExists(temporary);
        } catch (final IOException | RuntimeException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        try (FileChannel directory = FileChannel.open(chunk.resolveSibling(""), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
