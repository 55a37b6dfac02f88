package io.kairoute.router.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionRecordTest {
    /** By version, where the parts of varying length begin. */
    private static final int[] HEADERS = {0, 44, 44, 52, 54};

    private static final int HEADER = HEADERS[DecisionRecord.VERSION];
    private static final int CURRENT = 44;
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
        assertTrue(record.wrap(bytes(version), 0, HEADERS[version] + REST));

        assertEquals(DecisionRecord.UNTOLD, record.currentRevision());
        assertParts(version);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, DecisionRecord.VERSION})
    void shouldTellTheRevisionThatWasCurrentBesideTheOneThatDecided(final int version) {
        final UnsafeBuffer bytes = bytes(version);
        bytes.putLong(CURRENT, 9, ByteOrder.LITTLE_ENDIAN);

        assertTrue(record.wrap(bytes, 0, HEADERS[version] + REST));

        assertEquals(9, record.currentRevision());
        assertParts(version);
    }

    @Test
    void shouldReadOneVersionAfterTheOther() {
        for (int version = DecisionRecord.VERSION; version > 0; version--) {
            assertTrue(record.wrap(bytes(version), 0, HEADERS[version] + REST));
            assertParts(version);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, DecisionRecord.VERSION + 1})
    void shouldReadNoOtherVersion(final int version) {
        final UnsafeBuffer bytes = bytes(DecisionRecord.VERSION);
        bytes.putByte(0, (byte) version);

        assertFalse(record.wrap(bytes, 0, HEADER + REST));
    }

    @Test
    void shouldReadNoRecordWhoseLengthIsThatOfAnotherVersion() {
        for (int version = 1; version <= DecisionRecord.VERSION; version++) {
            for (final int header : new int[] {44, 52, 54}) {
                final UnsafeBuffer bytes = bytes(version);
                assertEquals(
                        header == HEADERS[version],
                        record.wrap(new UnsafeBuffer(Arrays.copyOf(bytes.byteArray(), 512)), 0, header + REST),
                        "version=" + version + " header=" + header);
            }
        }
        for (int length = 0; length < HEADER; length++) {
            assertFalse(record.wrap(new UnsafeBuffer(headerOnly()), 0, length), "length=" + length);
        }
    }

    private void assertParts(final int version) {
        final int header = HEADERS[version];
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
    private static UnsafeBuffer bytes(final int version) {
        final int header = HEADERS[version];
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[header + REST]);
        bytes.putByte(0, (byte) version);
        bytes.putLong(16, 7, ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(24, 8, ByteOrder.LITTLE_ENDIAN);
        if (version < 4) {
            bytes.putByte(32, (byte) (BUCKETS << 2));
        } else {
            bytes.putShort(52, (short) BUCKETS, ByteOrder.LITTLE_ENDIAN);
        }
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
