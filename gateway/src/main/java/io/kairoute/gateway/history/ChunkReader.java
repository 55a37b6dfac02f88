package io.kairoute.gateway.history;

import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.agrona.collections.LongArrayList;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one tenant's chunks, the oldest or the newest first. Damage is counted and stepped over where its length can be trusted;
 * else the rest of that chunk is left out, and said so.
 *
 * <p>Thread-confined: owned by whoever made it. May read beside a node that writes. A chunk that was deleted before it was come
 * to is counted and left out.
 */
public final class ChunkReader {
    private final ChunkClaims claims;
    private final Runnable block;
    private final UnsafeBuffer payload = new UnsafeBuffer(0, 0);
    private final DecisionRecord record = new DecisionRecord();
    private final ChunkNotes notes = new ChunkNotes();
    private Cursor cursor = Cursor.START;
    private boolean isPlaceGone;
    private long doneBytes;
    private long fileBytes;
    private long decisions;
    private long damaged;
    private long cutBytes;
    private long lost;
    private long unfinished;
    private long deleted;

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

    /** Makes a reader whose chunks nobody in this process deletes. */
    public ChunkReader() {
        this(new ChunkClaims(InstantSource.system()));
    }

    /** Makes a reader that claims what it still has to read. */
    public ChunkReader(final ChunkClaims claims) {
        this(claims, () -> {});
    }

    /**
     * Makes a reader that claims what it still has to read.
     *
     * @param block run each time that some was read; may rest, and ends the read by throwing
     */
    public ChunkReader(final ChunkClaims claims, final Runnable block) {
        this.claims = claims;
        this.block = block;
    }

    /** The chunks of a directory, the oldest first; none where there is no such directory. */
    public static List<Path> chunks(final Path directory) throws IOException {
        return Chunk.in(directory).stream().map(Chunk::path).toList();
    }

    /** The bytes of all chunks of a directory. */
    public static long bytes(final Path directory) {
        try {
            long bytes = 0;
            for (final Chunk chunk : Chunk.in(directory)) {
                bytes += chunk.bytes();
            }
            return bytes;
        } catch (final IOException e) {
            throw failed(directory, e);
        }
    }

    /** Visits every decision of a directory, the oldest first. */
    public void read(final Path directory, final Visitor visitor) {
        read(directory, ReadSpan.ALL, visitor);
    }

    /** Visits the decisions of a directory, the oldest first, but for chunks that hold none since then. */
    public void readSince(final Path directory, final long sinceMs, final Visitor visitor) {
        read(directory, ReadSpan.since(sinceMs), visitor);
    }

    /** Visits the decisions of a directory, the oldest first, but for chunks that hold none of a span. */
    public void read(final Path directory, final ReadSpan span, final Visitor visitor) {
        readFrom(directory, Cursor.START, span, visitor);
    }

    /**
     * Visits the decisions from a place on, the oldest first. Afterwards {@link #cursor} is the place from which another read goes
     * on with what comes later, in this process or the next; {@link #isPlaceGone} says whether some between was deleted.
     *
     * @throws StoreException where the place is not in this log
     */
    public void readFrom(final Path directory, final Cursor from, final ReadSpan span, final Visitor visitor) {
        cursor = from;
        try (ChunkClaims.Claim claim = claims.claim(directory)) {
            final List<Chunk> chunks = Chunk.in(directory);
            lookFor(from, directory, chunks);
            for (int i = 0; i < chunks.size(); i++) {
                final Chunk chunk = chunks.get(i);
                if (chunk.number() < from.chunk() || !ChunkTimes.touches(chunks, i, span)) {
                    continue;
                }
                final long offset = chunk.number() == from.chunk() ? from.offset() : 0;
                if (!isReadOn(claim, directory, chunk) || !readForwards(chunk, offset, visitor)) {
                    return;
                }
            }
        } catch (final IOException e) {
            throw failed(directory, e);
        }
    }

    /**
     * Visits decisions, the newest first; what their profiles' ordinals mean stands before them, and is not told.
     *
     * @param before the place to begin before; null to begin with the newest
     */
    public void readBackwards(
            final Path directory, final @Nullable Cursor before, final ReadSpan span, final Visitor visitor) {
        try (ChunkClaims.Claim claim = claims.claim(directory)) {
            final List<Chunk> chunks = Chunk.in(directory);
            for (int i = chunks.size() - 1; i >= 0; i--) {
                final Chunk chunk = chunks.get(i);
                if ((before != null && chunk.number() > before.chunk()) || !ChunkTimes.touches(chunks, i, span)) {
                    continue;
                }
                final long end = before != null && chunk.number() == before.chunk() ? before.offset() : Long.MAX_VALUE;
                if (!isReadOn(claim, directory, chunk) || !readBackwards(chunk, end, visitor)) {
                    return;
                }
            }
        } catch (final IOException e) {
            throw failed(directory, e);
        }
    }

    private void lookFor(final Cursor place, final Path directory, final List<Chunk> chunks) {
        final long next =
                chunks.isEmpty() ? 1 : Math.max(0, chunks.get(chunks.size() - 1).number()) + 1;
        if (place.chunk() > next) {
            throw StoreException.refused("the decision log in " + directory + " has no chunk " + place.chunk()
                    + " yet, where the read is to go on: it is another log; begin again from its start");
        }
        final boolean isBeforeAll = chunks.isEmpty() || chunks.get(0).number() > place.chunk();
        isPlaceGone = isBeforeAll && !place.equals(Cursor.START) && !place.equals(new Cursor(next, 0));
    }

    private static boolean isReadOn(final ChunkClaims.Claim claim, final Path directory, final Chunk chunk) {
        if (!claim.moveTo(chunk.number())) {
            throw StoreException.refused("the decision log in " + directory
                    + " deleted what was still to be read: the read took more than seven days, or the log is full;"
                    + " begin again, with less to read");
        }
        return true;
    }

    private boolean readForwards(final Chunk chunk, final long from, final Visitor visitor) throws IOException {
        try (ChunkFrames frames = ChunkFrames.open(chunk.path(), block)) {
            if (!isChunk(frames, chunk)) {
                return true;
            }
            long inChunk = 0;
            boolean isEnded = false;
            while (frames.next()) {
                fileBytes = frames.end();
                final boolean isBehind = frames.offset() >= from;
                if (isBehind) {
                    cursor = new Cursor(chunk.number(), frames.end());
                }
                if (isDecision(frames)) {
                    inChunk++;
                    if (isBehind && !visit(frames, notes, visitor)) {
                        return false;
                    }
                } else {
                    isEnded |= take(frames, inChunk, isBehind);
                }
            }
            if (isEnded) {
                cursor = new Cursor(chunk.number() + 1, 0);
            }
            ended(frames, isEnded);
            return true;
        } catch (final NoSuchFileException e) {
            deleted++;
            return true;
        } finally {
            doneBytes += fileBytes;
            fileBytes = 0;
        }
    }

    private boolean readBackwards(final Chunk chunk, final long end, final Visitor visitor) throws IOException {
        try (ChunkFrames frames = ChunkFrames.open(chunk.path(), block)) {
            long[] marks = claims.marks().of(chunk.path());
            if (marks.length == 0) {
                if (!isChunk(frames, chunk)) {
                    return true;
                }
                marks = learnMarks(frames, chunk);
            }
            long to = frames.size();
            for (int i = marks.length - 1; i >= 0; i--) {
                // What was noted meanwhile is not in the file that was opened.
                if (marks[i] < Math.min(end, to)) {
                    frames.between(marks[i], to);
                    if (!readBackwards(frames, chunk.number(), end, visitor)) {
                        return false;
                    }
                }
                to = Math.min(marks[i], to);
            }
            return true;
        } catch (final NoSuchFileException e) {
            deleted++;
            return true;
        } finally {
            doneBytes += fileBytes;
            fileBytes = 0;
        }
    }

    /** Reads a chunk of which no places are known through, and notes some. */
    private long[] learnMarks(final ChunkFrames frames, final Chunk chunk) throws IOException {
        final LongArrayList marks = new LongArrayList();
        marks.addLong(ChunkFormat.HEADER_BYTES);
        while (frames.next()) {
            fileBytes = frames.readBytes();
            if (frames.offset() - marks.getLong(marks.size() - 1) >= ChunkMarks.EVERY_BYTES) {
                marks.addLong(frames.offset());
            }
        }
        claims.marks().learn(chunk.path(), marks);
        return marks.toLongArray();
    }

    /** Visits the decisions between two places, the newest first. */
    private boolean readBackwards(final ChunkFrames frames, final long number, final long end, final Visitor visitor)
            throws IOException {
        final LongArrayList offsets = new LongArrayList();
        while (frames.next()) {
            if (isDecision(frames)) {
                offsets.addLong(frames.offset());
            } else {
                damaged += frames.isSound() ? 0 : 1;
            }
        }
        cutBytes += frames.limit() - frames.end();
        long next = frames.end();
        for (int i = offsets.size() - 1; i >= 0; i--) {
            final long offset = offsets.getLong(i);
            final boolean isThere = frames.backTo(offset, next);
            next = offset;
            fileBytes = frames.readBytes();
            cursor = new Cursor(number, offset);
            if (isThere && offset < end && !visit(frames, null, visitor)) {
                return false;
            }
        }
        fileBytes = frames.readBytes();
        return true;
    }

    private boolean isChunk(final ChunkFrames frames, final Chunk chunk) throws IOException {
        final boolean isChunk = frames.isChunk(chunk.path());
        if (!isChunk) {
            damaged += frames.size() < ChunkFormat.HEADER_BYTES ? 0 : 1;
            unfinished++;
            cutBytes += frames.size();
        }
        return isChunk;
    }

    private static boolean isDecision(final ChunkFrames frames) {
        return frames.isSound() && frames.type() == ChunkFormat.DECISION;
    }

    private boolean visit(final ChunkFrames frames, final @Nullable ChunkNotes words, final Visitor visitor) {
        frames.view(payload);
        if (!record.wrap(payload, 1, payload.capacity() - 1)) {
            damaged++;
            return true;
        }
        decisions++;
        return visitor.visit(record, words == null ? null : words.set(record.setVersion()));
    }

    // Whether it was the end of the chunk. What lies before the place to go on from was counted by another read.
    private boolean take(final ChunkFrames frames, final long inChunk, final boolean isCounted) throws IOException {
        if (!frames.isSound()) {
            damaged += isCounted ? 1 : 0;
            return false;
        }
        final byte[] bytes = frames.payload();
        if (notes.take(bytes) || !isCounted) {
            return false;
        }
        switch (bytes[0]) {
            case ChunkFormat.LOST -> lost += number(bytes);
            case ChunkFormat.END -> {
                damaged += inChunk == number(bytes) ? 0 : 1;
                return true;
            }
            default -> damaged++;
        }
        return false;
    }

    private void ended(final ChunkFrames frames, final boolean isEnded) {
        fileBytes = frames.readBytes();
        cutBytes += frames.size() - frames.end();
        unfinished += isEnded ? 0 : 1;
    }

    private static long number(final byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(1);
    }

    private static StoreException failed(final Path directory, final IOException e) {
        return StoreException.io("read the decision log in", directory, e);
    }

    /** Where a read that stops with the decision that is visited goes on; after a read forwards, where the next one goes on. */
    public Cursor cursor() {
        return cursor;
    }

    /** Whether what lay behind the place to go on from was deleted before it was read; the read began with the oldest that is left. */
    public boolean isPlaceGone() {
        return isPlaceGone;
    }

    /** The bytes that were read so far. */
    public long readBytes() {
        return doneBytes + fileBytes;
    }

    /** Chunks that were deleted before they were come to. */
    public long deleted() {
        return deleted;
    }

    /** Chunks without an end: one that is still written, those of a node that was killed, and any that was cut off. */
    public long unfinished() {
        return unfinished;
    }

    /** The versions of the time zone rules that decided. */
    public Set<String> timeZones() {
        return notes.timeZones();
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
