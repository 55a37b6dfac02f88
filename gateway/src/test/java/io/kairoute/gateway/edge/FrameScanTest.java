package io.kairoute.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameScanTest {
    private static final int DATA = 0;
    private static final int PING = 6;
    private static final int HEADERS = 1;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 4;

    private final FrameScan scan = new FrameScan();

    FrameScanTest() {
        scan.scan(Unpooled.buffer().writeZero(FrameScan.PREFACE_BYTES), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 9, 10, 17, 1_000})
    void shouldFindTheFramesWhereverTheBytesAreCut(final int pieceBytes) {
        final ByteBuf bytes = Unpooled.buffer();
        for (int i = 0; i < 50; i++) {
            bytes.writeBytes(frame(PING, 0, 8)).writeBytes(frame(HEADERS, END_HEADERS, i));
        }

        while (bytes.isReadable()) {
            scan.scan(bytes.readSlice(Math.min(pieceBytes, bytes.readableBytes())), 0);
        }

        assertEquals(100, scan.progress());
        assertFalse(scan.isWithin());
    }

    @Test
    void shouldBeWithinAFrameUntilItsLastByte() {
        final ByteBuf ping = frame(PING, 0, 8);

        for (int i = 0; i < 16; i++) {
            scan.scan(ping.readSlice(1), 0);
            assertTrue(scan.isWithin());
        }
        scan.scan(ping, 0);
        assertFalse(scan.isWithin());
    }

    @Test
    void shouldTakeABlockOfHeadersOverSeveralFramesForOneThing() {
        scan.scan(frame(HEADERS, 0, 3), 0);
        scan.scan(frame(CONTINUATION, 0, 3), 0);

        assertTrue(scan.isWithin());
        assertEquals(0, scan.progress());
        scan.scan(frame(CONTINUATION, END_HEADERS, 3), 0);
        assertFalse(scan.isWithin());
        assertEquals(1, scan.progress());
    }

    @Test
    void shouldExcuseFramesWithoutWorkByThoseWithWork() {
        for (int i = 0; i < 10 * FrameScan.FREE_FRAMES; i++) {
            scan.scan(frame(HEADERS, END_HEADERS, 3), 0);
            for (int j = 0; j < FrameScan.EXCUSED_PER_WORK; j++) {
                scan.scan(frame(PING, 0, 8), 0);
            }
            assertFalse(scan.isFlooded());
        }
    }

    @Test
    void shouldCallItAFloodWhenThereIsNoWork() {
        flood(FrameScan.FREE_FRAMES, 0);
        assertFalse(scan.isFlooded());

        flood(1, 0);
        assertTrue(scan.isFlooded());
    }

    @Test
    void shouldExcuseFramesWithoutWorkByDataThatIsWritten() {
        for (int i = 0; i < 10 * FrameScan.FREE_FRAMES; i++) {
            scan.wrote(frame(DATA, 0, 100).slice(0, 9));
            flood(FrameScan.EXCUSED_PER_WORK, 0);
            assertFalse(scan.isFlooded());
        }
    }

    @Test
    void shouldNotTakeTheAnswersToPingsForWork() {
        for (int i = 0; i <= FrameScan.FREE_FRAMES; i++) {
            scan.wrote(frame(PING, 1, 8));
            scan.wrote(frame(DATA, 1, 0));
            flood(1, 0);
        }

        assertTrue(scan.isFlooded());
    }

    @Test
    void shouldCountAnewInTheNextWindow() {
        flood(FrameScan.FREE_FRAMES, 0);
        flood(FrameScan.FREE_FRAMES, FrameScan.WINDOW_NS + 1);

        assertFalse(scan.isFlooded());
    }

    private void flood(final int frames, final long nowNs) {
        for (int i = 0; i < frames; i++) {
            scan.scan(frame(PING, 0, 8), nowNs);
        }
    }

    private static ByteBuf frame(final int type, final int flags, final int length) {
        return Unpooled.buffer()
                .writeMedium(length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(1)
                .writeZero(length);
    }
}
