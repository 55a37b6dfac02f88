package io.kairoute.gateway.history;

import java.nio.charset.StandardCharsets;

/**
 * What a chunk looks like: a header of eight bytes, then frames.
 *
 * <pre>
 *   0         4         8
 *   +---------+---------+----------+----------+---- - - ----+----------+--
 *   |  KDLG   | format  |  length  |  CRC32C  |   payload   |  length  |
 *   +---------+---------+----------+----------+---- - - ----+----------+--
 * </pre>
 *
 * <p>Numbers are little-endian; the check covers the payload, whose first byte says what it is.
 */
final class ChunkFormat {
    /**
     * The version that this code writes, and the newest that it reads. The first named chunks by time, and its ends tell no times;
     * decisions of the first two do not tell which revision was current.
     */
    static final int FORMAT = 3;
    /** How a chunk begins. */
    static final byte[] MAGIC = "KDLG".getBytes(StandardCharsets.US_ASCII);
    /** Bytes before the first frame. */
    static final int HEADER_BYTES = 8;
    /** Bytes before a payload. */
    static final int FRAME_BYTES = 8;
    /** The longest payload. */
    static final int MOST_PAYLOAD = 1024 * 1024;

    /** A decision record. */
    static final byte DECISION = 1;
    /** What a segment set's words mean, before the first decision that used the set. */
    static final byte SEGMENT_SET = 2;
    /** How many decisions were lost since the last such note. */
    static final byte LOST = 3;

    /** The version of the time zone rules that decided. */
    static final byte TIME_ZONES = 4;

    /** The chunk was finished: how many decisions are in it, then the earliest and the latest now of them. */
    static final byte END = 5;

    /** What was told of a contact; stands in chunks of outcomes alone, whose end tells of them as one of decisions does. */
    static final byte OUTCOME = 6;

    /** Bytes of an end's payload. */
    static final int END_PAYLOAD = 1 + 3 * Long.BYTES;

    private ChunkFormat() {}
}
