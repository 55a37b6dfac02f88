package io.kairoute.gateway.history;

import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one tenant's chunks, the oldest first. Damage is counted and stepped over where its length can be trusted; else the
 * rest of that chunk is left out, and said so.
 *
 * <p>Thread-confined: owned by whoever made it. May read beside a node that writes.
 */
public final class ChunkReader {
    // A clock that was set back meanwhile must not hide decisions.
    private static final long CLOCK_SLACK_MS = 2 * 3_600_000;

    private final DecisionRecord record = new DecisionRecord();
    private final Map<String, SegmentSetHeader> sets = new HashMap<>();
    private final CRC32C crc = new CRC32C();
    private final Set<String> timeZones = new TreeSet<>();
    private long readBytes;
    private long decisions;
    private long damaged;
    private long cutBytes;
    private long lost;
    private long unfinished;
    private long inChunk;
    private boolean isEnded;

    /** Takes one decision. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Takes one decision; the view is good until this returns.
         *
         * @param set what the profile's ordinals mean; null where no set was open
         * @return whether to go on
         */
        boolean visit(DecisionRecord decision, @Nullable SegmentSetHeader set);
    }

    /** Makes a reader. */
    public ChunkReader() {}

    /** The chunks of a directory, the oldest first; none where there is no such directory. */
    public static List<Path> chunks(final Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> ChunkFormat.NAME
                            .matcher(String.valueOf(file.getFileName()))
                            .matches())
                    .sorted()
                    .toList();
        }
    }

    /** The bytes of all chunks of a directory. */
    public static long bytes(final Path directory) {
        try {
            long bytes = 0;
            for (final Path chunk : chunks(directory)) {
                bytes += Files.size(chunk);
            }
            return bytes;
        } catch (final IOException e) {
            throw StoreException.io("read the decision log in", directory, e);
        }
    }

    /** The bytes that were read so far. */
    public long readBytes() {
        return readBytes;
    }

    /** Visits every decision of a directory. */
    public void read(final Path directory, final Visitor visitor) {
        try {
            for (final Path chunk : chunks(directory)) {
                if (!readChunk(chunk, visitor)) {
                    return;
                }
            }
        } catch (final IOException e) {
            throw StoreException.io("read the decision log in", directory, e);
        }
    }

    /** Visits the decisions of a directory, but for chunks that were finished before a time, by the clock of the node. */
    public void readSince(final Path directory, final long sinceMs, final Visitor visitor) {
        try {
            final List<Path> chunks = chunks(directory);
            for (int i = 0; i < chunks.size(); i++) {
                final boolean isOlder = i + 1 < chunks.size() && beganMs(chunks.get(i + 1)) < sinceMs - CLOCK_SLACK_MS;
                if (!isOlder && !readChunk(chunks.get(i), visitor)) {
                    return;
                }
            }
        } catch (final IOException e) {
            throw StoreException.io("read the decision log in", directory, e);
        }
    }

    private static long beganMs(final Path chunk) {
        final Matcher name = ChunkFormat.NAME.matcher(String.valueOf(chunk.getFileName()));
        return name.matches() ? Long.parseLong(name.group(1)) : Long.MAX_VALUE;
    }

    private boolean readChunk(final Path chunk, final Visitor visitor) throws IOException {
        try (FileChannel channel = FileChannel.open(chunk, StandardOpenOption.READ)) {
            final ByteBuffer bytes =
                    ByteBuffer.allocate(Math.toIntExact(channel.size())).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until the end.
            }
            bytes.flip();
            inChunk = 0;
            isEnded = false;
            final boolean goesOn = readFrames(chunk, bytes, visitor);
            unfinished += goesOn && !isEnded ? 1 : 0;
            return goesOn;
        }
    }

    private boolean readFrames(final Path chunk, final ByteBuffer bytes, final Visitor visitor) throws IOException {
        if (bytes.remaining() < ChunkFormat.HEADER_BYTES) {
            cutBytes += bytes.remaining();
            return true;
        }
        for (int i = 0; i < ChunkFormat.MAGIC.length; i++) {
            if (bytes.get(i) != ChunkFormat.MAGIC[i]) {
                damaged++;
                cutBytes += bytes.remaining();
                return true;
            }
        }
        if (bytes.getInt(ChunkFormat.MAGIC.length) != ChunkFormat.FORMAT) {
            throw StoreException.refused("the decision log's " + chunk + " has format "
                    + bytes.getInt(ChunkFormat.MAGIC.length) + ", this version reads " + ChunkFormat.FORMAT);
        }
        bytes.position(ChunkFormat.HEADER_BYTES);
        while (bytes.hasRemaining()) {
            if (bytes.remaining() < ChunkFormat.FRAME_BYTES) {
                cutBytes += bytes.remaining();
                return true;
            }
            final int length = bytes.getInt();
            readBytes += ChunkFormat.FRAME_BYTES + Math.max(0, length);
            final int check = bytes.getInt();
            if (length < 1 || length > bytes.remaining()) {
                cutBytes += ChunkFormat.FRAME_BYTES + bytes.remaining();
                return true;
            }
            final ByteBuffer payload = bytes.slice(bytes.position(), length);
            crc.reset();
            crc.update(payload.duplicate());
            bytes.position(bytes.position() + length);
            if ((int) crc.getValue() != check) {
                damaged++;
            } else if (!readPayload(payload, visitor)) {
                return false;
            }
        }
        return true;
    }

    private boolean readPayload(final ByteBuffer payload, final Visitor visitor) throws IOException {
        final byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        switch (bytes[0]) {
            case ChunkFormat.SEGMENT_SET -> {
                final SegmentSetHeader header = SegmentSetNote.parse(bytes, 1);
                sets.put(header.version(), header);
            }
            case ChunkFormat.TIME_ZONES ->
                timeZones.add(new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8));
            case ChunkFormat.LOST ->
                lost += ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(1);
            case ChunkFormat.DECISION -> {
                if (!record.wrap(new UnsafeBuffer(bytes), 1, bytes.length - 1)) {
                    damaged++;
                    return true;
                }
                decisions++;
                inChunk++;
                return visitor.visit(record, sets.get(record.setVersion()));
            }
            case ChunkFormat.END -> {
                isEnded = true;
                damaged += inChunk
                                == ByteBuffer.wrap(bytes)
                                        .order(ByteOrder.LITTLE_ENDIAN)
                                        .getLong(1)
                        ? 0
                        : 1;
            }
            default -> damaged++;
        }
        return true;
    }

    /** Chunks without an end: one that is still written, those of a node that was killed, and any that was cut off. */
    public long unfinished() {
        return unfinished;
    }

    /** The versions of the time zone rules that decided. */
    public Set<String> timeZones() {
        return Set.copyOf(timeZones);
    }

    /** Decisions that were visited. */
    public long decisions() {
        return decisions;
    }

    /** Frames whose check failed. */
    public long damaged() {
        return damaged;
    }

    /** Bytes left out since no frame could be made out in them: a write that was cut off, or damage. */
    public long cutBytes() {
        return cutBytes;
    }

    /** Decisions that the log itself says were lost. */
    public long lost() {
        return lost;
    }
}
