package io.kairoute.gateway.history;

import io.kairoute.router.key.KeyHash;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Blanks hashes of customers' keys in one tenant's chunks, as bytes and as hexadecimal digits; the records stay.
 *
 * <p>A chunk is written anew under a temporary name and takes the place of the old one, so that a kill leaves the one or the
 * other. The chunk that is being written must be ended before. A frame that is damaged keeps its wrong check.
 */
public final class HashBlanking {
    private static final String TEMPORARY = ".tmp-";

    private final List<byte[]> patterns = new ArrayList<>();
    private final List<Byte> blanks = new ArrayList<>();
    private final CRC32C crc = new CRC32C();

    private HashBlanking(final Collection<KeyHash> hashes) {
        for (final KeyHash hash : hashes) {
            patterns.add(hash.toBytes());
            blanks.add((byte) 0);
            patterns.add(HexFormat.of().formatHex(hash.toBytes()).getBytes(StandardCharsets.US_ASCII));
            blanks.add((byte) '0');
        }
    }

    /**
     * Blanks hashes in all chunks of a directory.
     *
     * @return the records that were changed
     */
    public static long blank(final Path directory, final Collection<KeyHash> hashes) {
        final HashBlanking blanking = new HashBlanking(hashes);
        try {
            long changed = 0;
            for (final Path chunk : ChunkReader.chunks(directory)) {
                changed += blanking.blank(chunk);
            }
            return changed;
        } catch (final IOException e) {
            throw StoreException.io("blank hashes in the decision log in", directory, e);
        }
    }

    private long blank(final Path chunk) throws IOException {
        final byte[] bytes = Files.readAllBytes(chunk);
        final ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long changed = 0;
        int at = ChunkFormat.HEADER_BYTES;
        while (at + ChunkFormat.FRAME_BYTES <= bytes.length) {
            final int length = view.getInt(at);
            final int payload = at + ChunkFormat.FRAME_BYTES;
            if (length < 1 || length > bytes.length - payload) {
                break;
            }
            final boolean isSound = check(bytes, payload, length) == view.getInt(at + Integer.BYTES);
            if (blankWithin(bytes, payload, payload + length)) {
                changed++;
                if (isSound) {
                    view.putInt(at + Integer.BYTES, check(bytes, payload, length));
                }
            }
            at = payload + length;
        }
        // What is behind the last frame is a write that was cut off; it may hold a hash, too.
        final boolean isTailChanged = at < bytes.length && blankWithin(bytes, at, bytes.length);
        if (changed > 0 || isTailChanged) {
            replace(chunk, bytes);
        }
        return changed;
    }

    private boolean blankWithin(final byte[] bytes, final int from, final int to) {
        boolean isChanged = false;
        for (int i = 0; i < patterns.size(); i++) {
            final byte[] pattern = patterns.get(i);
            for (int at = from; at + pattern.length <= to; at++) {
                if (bytes[at] == pattern[0] && isAt(bytes, at, pattern)) {
                    for (int j = 0; j < pattern.length; j++) {
                        bytes[at + j] = blanks.get(i);
                    }
                    isChanged = true;
                }
            }
        }
        return isChanged;
    }

    private static boolean isAt(final byte[] bytes, final int at, final byte[] pattern) {
        for (int i = 0; i < pattern.length; i++) {
            if (bytes[at + i] != pattern[i]) {
                return false;
            }
        }
        return true;
    }

    private int check(final byte[] bytes, final int offset, final int length) {
        crc.reset();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    // The age of a chunk is that of its file, and retention must not begin again.
    private static void replace(final Path chunk, final byte[] bytes) throws IOException {
        final Path temporary = chunk.resolveSibling(TEMPORARY + chunk.getFileName());
        Files.deleteIfExists(temporary);
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            final ByteBuffer all = ByteBuffer.wrap(bytes);
            while (all.hasRemaining()) {
                channel.write(all);
            }
            channel.force(true);
        }
        Files.setLastModifiedTime(temporary, Files.getLastModifiedTime(chunk));
        Files.move(temporary, chunk, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(chunk.resolveSibling(""), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
