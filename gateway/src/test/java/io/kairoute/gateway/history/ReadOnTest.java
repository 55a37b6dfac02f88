package io.kairoute.gateway.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One read goes on where another stopped, as whoever ships a log elsewhere needs it. */
class ReadOnTest {
    private static final int RECORD_BYTES = 54;
    private static final int CHUNK_BYTES = 4_096;
    private static final long NOW_MS = 1_764_000_000_000L;

    private final List<Long> visited = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void shouldVisitEachDecisionOnceHoweverOftenReaderAndWriterBeginAnew() throws IOException {
        Cursor cursor = Cursor.START;
        int written = 0;
        for (int round = 0; round < 6; round++) {
            try (ChunkWriter writer = writer(Long.MAX_VALUE)) {
                written = write(writer, written, written + 37);
                writer.flush(false);
                cursor = read(cursor, 20).cursor();
                written = write(writer, written, written + 41);
                writer.flush(false);
                cursor = read(cursor, Integer.MAX_VALUE).cursor();
                written = write(writer, written, written + 3);
            }
        }

        read(cursor, Integer.MAX_VALUE);

        assertEquals(LongStream.range(0, written).boxed().toList(), visited);
    }

    @Test
    void shouldStayAtItsPlaceWhileNothingIsAdded() throws IOException {
        try (ChunkWriter writer = writer(Long.MAX_VALUE)) {
            write(writer, 0, 10);
            writer.flush(false);
            final Cursor cursor = read(Cursor.START, Integer.MAX_VALUE).cursor();

            final ChunkReader again = read(cursor, Integer.MAX_VALUE);

            assertEquals(cursor, again.cursor());
            assertEquals(10, visited.size());
        }
        final Cursor ended = read(new Cursor(1, 0), Integer.MAX_VALUE).cursor();
        assertEquals(new Cursor(2, 0), ended);
        assertEquals(ended, read(ended, Integer.MAX_VALUE).cursor());
    }

    @Test
    void shouldGoOnBehindAFrameOfWhichOnlyAPartWasThere() throws IOException {
        try (ChunkWriter writer = writer(Long.MAX_VALUE)) {
            write(writer, 0, 10);
        }
        final byte[] whole = Files.readAllBytes(Chunk.file(directory, 1));
        final int inTheLastDecision = whole.length - ChunkFormat.FRAME_BYTES - ChunkFormat.END_PAYLOAD - 20;
        Files.write(Chunk.file(directory, 1), Arrays.copyOf(whole, inTheLastDecision));
        final Cursor cursor = read(Cursor.START, Integer.MAX_VALUE).cursor();
        assertEquals(9, visited.size());

        Files.write(Chunk.file(directory, 1), whole);
        read(cursor, Integer.MAX_VALUE);

        assertEquals(LongStream.range(0, 10).boxed().toList(), visited);
    }

    @Test
    void shouldSayThatThePlaceWasDeletedAndGoOnWithTheOldestThatIsLeft() throws IOException {
        final Cursor cursor;
        try (ChunkWriter writer = writer(Long.MAX_VALUE)) {
            write(writer, 0, 20);
            writer.flush(false);
            cursor = read(Cursor.START, 10).cursor();
        }
        visited.clear();
        try (ChunkWriter writer = writer(2 * CHUNK_BYTES)) {
            write(writer, 20, 500);
        }
        assertFalse(Files.exists(Chunk.file(directory, 1)));

        final ChunkReader reader = read(cursor, Integer.MAX_VALUE);

        assertTrue(reader.isPlaceGone());
        assertTrue(visited.get(0) > 20, "began with " + visited.get(0));
        assertEquals(499, visited.get(visited.size() - 1));
        assertFalse(read(reader.cursor(), Integer.MAX_VALUE).isPlaceGone());
        assertFalse(read(Cursor.START, Integer.MAX_VALUE).isPlaceGone());
    }

    @Test
    void shouldRefuseAPlaceThatThisLogHasNotComeToYet() throws IOException {
        try (ChunkWriter writer = writer(Long.MAX_VALUE)) {
            write(writer, 0, 1);
        }

        final StoreException refused =
                assertThrows(StoreException.class, () -> read(new Cursor(7, 100), Integer.MAX_VALUE));

        assertTrue(refused.getMessage().contains("has no chunk 7 yet"), refused::getMessage);
    }

    @Test
    void shouldCountWhatWasLostOnceInTheReadThatComesToIt() throws IOException {
        try (ChunkWriter writer = writer(Long.MAX_VALUE)) {
            write(writer, 0, 5);
            writer.lost(3, NOW_MS);
            writer.flush(false);
            final ChunkReader first = read(Cursor.START, Integer.MAX_VALUE);
            write(writer, 5, 10);
            writer.flush(false);

            final ChunkReader second = read(first.cursor(), Integer.MAX_VALUE);

            assertEquals(3, first.lost());
            assertEquals(0, second.lost());
            assertEquals(10, visited.size());
        }
    }

    private ChunkReader read(final Cursor from, final int most) {
        final ChunkReader reader = new ChunkReader();
        final int end = (int) Math.min(Integer.MAX_VALUE, (long) visited.size() + most);
        reader.readFrom(directory, from, ReadSpan.ALL, (record, set) -> {
            visited.add(record.revision());
            return visited.size() < end;
        });
        return reader;
    }

    private ChunkWriter writer(final long mostBytes) throws IOException {
        return new ChunkWriter(
                directory,
                new DecisionLogSettings(4_096, CHUNK_BYTES, Long.MAX_VALUE / 2, mostBytes),
                new ChunkClaims(Instant::now));
    }

    private static int write(final ChunkWriter writer, final int from, final int to) throws IOException {
        for (int i = from; i < to; i++) {
            final UnsafeBuffer bytes = new UnsafeBuffer(new byte[RECORD_BYTES]);
            bytes.putByte(0, (byte) DecisionRecord.VERSION);
            bytes.putLong(8, NOW_MS + i, ByteOrder.LITTLE_ENDIAN);
            bytes.putLong(16, i, ByteOrder.LITTLE_ENDIAN);
            final DecisionRecord record = new DecisionRecord();
            assertTrue(record.wrap(bytes, 0, RECORD_BYTES));
            writer.decision(record, null, NOW_MS);
        }
        return to;
    }
}
