package io.kairoute.gateway.history;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

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
    /** The version that this code writes and reads. */
    static final int FORMAT = 1;
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

    /** The chunk was finished: how many decisions are in it. */
    static final byte END = 5;

    /** A chunk's name: when it was begun, and a number. */
    static final Pattern NAME = Pattern.compile("chunk-([0-9]{13})-([0-9]{6})\\.log");

    private ChunkFormat() {}
}
