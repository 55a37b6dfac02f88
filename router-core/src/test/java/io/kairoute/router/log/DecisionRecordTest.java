package io.kairoute.router.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionRecordTest {
    private static final int OLD_HEADER = 44;
    private static final int HEADER = 52;
    private static final int STATES = 2;
    private static final int BUCKETS = 3;
    private static final String SET = "set-1";
    private static final int REQUEST = 11;
    private static final int RESPONSE = 7;
    private static final int REST = SET.length()
            + STATES * DecisionRecord.STATE_LENGTH
            + BUCKETS * DecisionRecord.BUCKET_LENGTH
            + REQUEST
            + RESPONSE;

    private final DecisionRecord record = new DecisionRecord();

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldReadARecordOfBeforeThatDoesNotTellTheCurrentRevision(final int version) {
        final UnsafeBuffer bytes = bytes(version, OLD_HEADER);

        assertTrue(record.wrap(bytes, 0, OLD_HEADER + REST));

        assertEquals(DecisionRecord.UNTOLD, record.currentRevision());
        assertParts(OLD_HEADER);
    }

    @Test
    void shouldTellTheRevisionThatWasCurrentBesideTheOneThatDecided() {
        final UnsafeBuffer bytes = bytes(DecisionRecord.VERSION, HEADER);
        bytes.putLong(OLD_HEADER, 9, ByteOrder.LITTLE_ENDIAN);

        assertTrue(record.wrap(bytes, 0, HEADER + REST));

        assertEquals(9, record.currentRevision());
        assertParts(HEADER);
    }

    @Test
    void shouldReadOneVersionAfterTheOther() {
        assertTrue(record.wrap(bytes(DecisionRecord.VERSION, HEADER), 0, HEADER + REST));

        assertTrue(record.wrap(bytes(2, OLD_HEADER), 0, OLD_HEADER + REST));

        assertParts(OLD_HEADER);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, DecisionRecord.VERSION + 1})
    void shouldReadNoOtherVersion(final int version) {
        assertFalse(record.wrap(bytes(version, HEADER), 0, HEADER + REST));
    }

    @Test
    void shouldReadNoRecordWhoseLengthIsThatOfAnotherVersion() {
        assertFalse(record.wrap(bytes(DecisionRecord.VERSION, OLD_HEADER), 0, OLD_HEADER + REST));
        assertFalse(record.wrap(bytes(2, HEADER), 0, HEADER + REST));
        for (int length = 0; length < HEADER; length++) {
            assertFalse(record.wrap(new UnsafeBuffer(headerOnly()), 0, length), "length=" + length);
        }
    }

    private void assertParts(final int header) {
        assertEquals(7, record.revision());
        assertEquals(8, record.controlSequence());
        assertEquals(SET, record.setVersion());
        assertEquals(STATES, record.stateCount());
        assertEquals(4, record.stateQueue(1));
        assertEquals(BUCKETS, record.accountBuckets());
        assertEquals(12, record.accountBucket(2));
        assertEquals(header + REST - RESPONSE - REQUEST, record.requestOffset());
        assertEquals(REQUEST, record.requestLength());
        assertEquals(header + REST - RESPONSE, record.responseOffset());
        assertEquals(RESPONSE, record.responseLength());
    }

    private static byte[] headerOnly() {
        final byte[] bytes = new byte[HEADER];
        bytes[0] = DecisionRecord.VERSION;
        return bytes;
    }

    /** A record as its layout says, written out by hand. */
    private static UnsafeBuffer bytes(final int version, final int header) {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[header + REST]);
        bytes.putByte(0, (byte) version);
        bytes.putLong(16, 7, ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(24, 8, ByteOrder.LITTLE_ENDIAN);
        bytes.putByte(32, (byte) (BUCKETS << 2));
        bytes.putByte(33, (byte) STATES);
        bytes.putByte(35, (byte) SET.length());
        bytes.putInt(36, REQUEST, ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(40, RESPONSE, ByteOrder.LITTLE_ENDIAN);
        bytes.putBytes(header, SET.getBytes(StandardCharsets.US_ASCII));
        final int states = header + SET.length();
        bytes.putInt(states + DecisionRecord.STATE_LENGTH, 4, ByteOrder.LITTLE_ENDIAN);
        final int buckets = states + STATES * DecisionRecord.STATE_LENGTH;
        bytes.putShort(buckets + 2 * DecisionRecord.BUCKET_LENGTH + Integer.BYTES, (short) 12, ByteOrder.LITTLE_ENDIAN);
        return bytes;
    }
}
