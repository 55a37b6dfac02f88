package io.kairoute.gateway.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunksTest {
    private static final int RECORD_BYTES = 54;
    private static final int CHUNK_BYTES = 4_096;
    private static final int MANY = 40_000;
    private static final int PAGE = 20;
    private static final long MOST_PAGE_BYTES = 3 * ChunkMarks.EVERY_BYTES;
    private static final long NOW_MS = 1_764_000_000_000L;

    @TempDir
    private Path directory;

    @Test
    void shouldKeepTheChunkBeingWrittenWhenTheClockIsSetBack() throws IOException {
        try (ChunkWriter writer = writer(Long.MAX_VALUE / 2, 3 * CHUNK_BYTES, new ChunkClaims(Instant::now))) {
            write(writer, 0, 1_000, NOW_MS);

            write(writer, 1_000, 1_100, NOW_MS - 3_600_000);
        }

        final List<Long> read = read();
        assertEquals(1_099, read.get(read.size() - 1));
        assertTrue(read.containsAll(List.of(1_000L, 1_050L, 1_099L)), "what was written after the step");
    }

    @Test
    void shouldReadChunksNamedByTimeBeforeNumberedOnes() throws IOException {
        for (int i = 0; i < 2; i++) {
            try (ChunkWriter writer = writer(Long.MAX_VALUE / 2, Long.MAX_VALUE, new ChunkClaims(Instant::now))) {
                write(writer, i, i + 1, NOW_MS);
            }
            Files.move(Chunk.file(directory, 1), directory.resolve("chunk-176400000000" + i + "-000000.log"));
        }

        try (ChunkWriter writer = writer(Long.MAX_VALUE / 2, Long.MAX_VALUE, new ChunkClaims(Instant::now))) {
            write(writer, 2, 3, NOW_MS);
        }

        assertEquals(List.of(0L, 1L, 2L), read());
        assertTrue(Files.exists(Chunk.file(directory, 1)));
    }

    @Test
    void shouldReadOnlyTheNewestChunkForTheNewestDecisions() throws IOException {
        try (ChunkWriter writer = writer(Long.MAX_VALUE / 2, Long.MAX_VALUE, new ChunkClaims(Instant::now))) {
            write(writer, 0, 5_000, NOW_MS);
        }
        final List<Long> newest = new ArrayList<>();
        final ChunkReader reader = new ChunkReader();

        reader.readBackwards(directory, null, ReadSpan.ALL, (record, set) -> {
            newest.add(record.revision());
            return newest.size() < 20;
        });

        assertEquals(4_999, newest.get(0));
        assertEquals(4_980, newest.get(19));
        assertTrue(reader.readBytes() <= 4 * CHUNK_BYTES, "readBytes=" + reader.readBytes());
        final List<Long> before = new ArrayList<>();
        new ChunkReader()
                .readBackwards(
                        directory, reader.cursor(), ReadSpan.ALL, (record, set) -> before.add(record.revision()));
        assertEquals(4_979, before.get(0));
        assertEquals(4_980, before.size());
    }

    @Test
    void shouldReadAboutAPageForAPageOfTheChunkBeingWritten() throws IOException {
        final ChunkClaims claims = new ChunkClaims(Instant::now);
        try (ChunkWriter writer = largeChunks(claims)) {
            write(writer, 0, MANY, NOW_MS);
            writer.flush(false);
            write(writer, MANY, MANY + 500, NOW_MS);
            final ChunkReader newest = new ChunkReader(claims);
            final ChunkReader middle = new ChunkReader(claims);

            final List<Long> first = page(newest, null);
            final List<Long> second = page(middle, new Cursor(1, Files.size(Chunk.file(directory, 1)) / 2));

            assertEquals(MANY - 1, first.get(0));
            assertEquals(PAGE, first.size());
            assertEquals(first.get(0) - PAGE + 1, first.get(PAGE - 1));
            assertEquals(second.get(0) - PAGE + 1, second.get(PAGE - 1));
            assertTrue(newest.readBytes() <= MOST_PAGE_BYTES, "readBytes=" + newest.readBytes());
            assertTrue(middle.readBytes() <= MOST_PAGE_BYTES, "readBytes=" + middle.readBytes());
        }
    }

    @Test
    void shouldReadAChunkOfBeforeTheStartThroughOnce() throws IOException {
        try (ChunkWriter writer = largeChunks(new ChunkClaims(Instant::now))) {
            write(writer, 0, MANY, NOW_MS);
        }
        final ChunkClaims claims = new ChunkClaims(Instant::now);
        final ChunkReader first = new ChunkReader(claims);
        final ChunkReader second = new ChunkReader(claims);

        final List<Long> once = page(first, null);
        final List<Long> again = page(second, null);

        assertEquals(once, again);
        assertTrue(first.readBytes() >= Files.size(Chunk.file(directory, 1)), "readBytes=" + first.readBytes());
        assertTrue(second.readBytes() <= MOST_PAGE_BYTES, "readBytes=" + second.readBytes());
    }

    @Test
    void shouldVisitEachDecisionOnceWithPlacesAndWithout() throws IOException {
        final ChunkClaims claims = new ChunkClaims(Instant::now);
        try (ChunkWriter writer = largeChunks(claims)) {
            write(writer, 0, MANY, NOW_MS);
            writer.lost(3, NOW_MS);
        }
        final List<Long> expected = new ArrayList<>(read());
        Collections.reverse(expected);
        final List<Long> withPlaces = new ArrayList<>();
        final List<Long> without = new ArrayList<>();
        final ChunkReader reader = new ChunkReader(claims);

        reader.readBackwards(directory, null, ReadSpan.ALL, (record, set) -> withPlaces.add(record.revision()));
        new ChunkReader().readBackwards(directory, null, ReadSpan.ALL, (record, set) -> without.add(record.revision()));

        assertEquals(expected, withPlaces);
        assertEquals(expected, without);
        assertEquals(0, reader.damaged() + reader.cutBytes());
    }

    @Test
    void shouldLoseNoMoreThanAStretchToADamagedLength() throws IOException {
        final ChunkClaims claims = new ChunkClaims(Instant::now);
        try (ChunkWriter writer = largeChunks(claims)) {
            write(writer, 0, MANY, NOW_MS);
        }
        try (FileChannel file = FileChannel.open(Chunk.file(directory, 1), StandardOpenOption.WRITE)) {
            final long place = claims.marks().of(Chunk.file(directory, 1))[3];
            file.write(ByteBuffer.allocate(Integer.BYTES), place);
        }
        final List<Long> read = new ArrayList<>();
        final ChunkReader reader = new ChunkReader(claims);

        reader.readBackwards(directory, null, ReadSpan.ALL, (record, set) -> read.add(record.revision()));

        assertEquals(MANY - 1, read.get(0));
        assertEquals(0, read.get(read.size() - 1));
        assertTrue(read.size() > MANY - 400, "read=" + read.size());
        assertTrue(reader.cutBytes() >= ChunkMarks.EVERY_BYTES, "cutBytes=" + reader.cutBytes());
    }

    @Test
    void shouldLeaveOutChunksThatHoldNothingOfTheSpan() throws IOException {
        try (ChunkWriter writer = writer(Long.MAX_VALUE / 2, Long.MAX_VALUE, new ChunkClaims(Instant::now))) {
            write(writer, 0, 5_000, NOW_MS);
        }
        final ChunkReader reader = new ChunkReader();

        reader.readBackwards(directory, null, new ReadSpan(NOW_MS, NOW_MS + 10), (record, set) -> true);

        assertTrue(reader.readBytes() <= 4 * CHUNK_BYTES, "readBytes=" + reader.readBytes());
    }

    @Test
    void shouldKeepAClaimedChunkFromAgeAndTellAReadWhoseClaimTheFullLogEnded() throws IOException {
        final ChunkClaims claims = new ChunkClaims(() -> Instant.ofEpochMilli(NOW_MS));
        try (ChunkWriter writer = writer(-Long.MAX_VALUE / 2, Long.MAX_VALUE, claims);
                ChunkClaims.Claim claim = claims.claim(directory)) {
            write(writer, 0, 500, NOW_MS);
            writer.flush(false);
            assertEquals(500, read().size());
            assertTrue(claim.moveTo(1));
        }
        assertThrows(StoreException.class, () -> new ChunkReader(claims).read(directory, (record, set) -> {
            try (ChunkWriter writer = writer(Long.MAX_VALUE / 2, CHUNK_BYTES, claims)) {
                write(writer, 500, 700, NOW_MS);
            } catch (final IOException e) {
                throw new AssertionError(e);
            }
            return true;
        }));
        assertTrue(claims.ended() > 0);
    }

    @Test
    void shouldGoOnWhereAChunkWasDeletedBeforeItWasComeTo() throws IOException {
        try (ChunkWriter writer = writer(Long.MAX_VALUE / 2, Long.MAX_VALUE, new ChunkClaims(Instant::now))) {
            write(writer, 0, 500, NOW_MS);
        }
        final ChunkReader reader = new ChunkReader();

        reader.read(directory, (record, set) -> {
            try {
                Files.deleteIfExists(Chunk.file(directory, 2));
            } catch (final IOException e) {
                throw new AssertionError(e);
            }
            return true;
        });

        assertEquals(1, reader.deleted());
        assertTrue(reader.decisions() > 300, "decisions=" + reader.decisions());
    }

    @Test
    void shouldRefuseAChunkThatANewerVersionWroteByItsFormat() throws IOException {
        try (ChunkWriter writer = writer(Long.MAX_VALUE / 2, Long.MAX_VALUE, new ChunkClaims(Instant::now))) {
            write(writer, 0, 1, NOW_MS);
        }
        final byte[] chunk = Files.readAllBytes(Chunk.file(directory, 1));
        chunk[ChunkFormat.MAGIC.length] = ChunkFormat.FORMAT + 1;
        Files.write(Chunk.file(directory, 1), chunk);

        final StoreException refused = assertThrows(StoreException.class, this::read);

        assertTrue(
                refused.getMessage()
                        .endsWith(
                                "has format 4, this version reads up to 3: use the version that wrote it, or a newer one"),
                refused::getMessage);
    }

    @Test
    void shouldLetNobodyButTheOwnerReadAChunk() throws IOException {
        try (ChunkWriter writer = writer(Long.MAX_VALUE / 2, Long.MAX_VALUE, new ChunkClaims(Instant::now))) {
            write(writer, 0, 1, NOW_MS);
        }

        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Chunk.file(directory, 1))));
    }

    private List<Long> page(final ChunkReader reader, final @Nullable Cursor before) {
        final List<Long> page = new ArrayList<>();
        reader.readBackwards(directory, before, ReadSpan.ALL, (record, set) -> {
            page.add(record.revision());
            return page.size() < PAGE;
        });
        return page;
    }

    private ChunkWriter largeChunks(final ChunkClaims claims) throws IOException {
        return new ChunkWriter(
                directory, new DecisionLogSettings(4_096, 64 << 20, Long.MAX_VALUE / 2, Long.MAX_VALUE), claims);
    }

    private ChunkWriter writer(final long retentionMs, final long mostBytes, final ChunkClaims claims)
            throws IOException {
        return new ChunkWriter(directory, new DecisionLogSettings(4_096, CHUNK_BYTES, retentionMs, mostBytes), claims);
    }

    private static void write(final ChunkWriter writer, final int from, final int to, final long clockMs)
            throws IOException {
        for (int i = from; i < to; i++) {
            final UnsafeBuffer bytes = new UnsafeBuffer(new byte[RECORD_BYTES]);
            bytes.putByte(0, (byte) DecisionRecord.VERSION);
            bytes.putLong(8, NOW_MS + i, ByteOrder.LITTLE_ENDIAN);
            bytes.putLong(16, i, ByteOrder.LITTLE_ENDIAN);
            final DecisionRecord record = new DecisionRecord();
            assertTrue(record.wrap(bytes, 0, RECORD_BYTES));
            writer.decision(record, null, clockMs);
        }
    }

    private List<Long> read() {
        final List<Long> read = new ArrayList<>();
        new ChunkReader().read(directory, (record, set) -> read.add(record.revision()));
        return read;
    }
}
