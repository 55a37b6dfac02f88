package io.kairoute.gateway.edge;

import io.netty.buffer.ByteBuf;

/**
 * Follows the frames of one HTTP/2 connection without reading what is in them.
 *
 * <p>The problem: frames that carry no work cost the sender next to nothing, and each costs us something. Resets, small
 * continuations and long header blocks are bounded by the HTTP/2 codec; PING, SETTINGS, WINDOW_UPDATE, PRIORITY, empty DATA
 * and frames of unknown kinds are not. A fixed rate would hit callers who are merely busy, since each of their calls brings
 * some of those frames along. So what is held to a limit is what is left once every frame of work has excused a few. DATA that
 * this side writes is work, too: who downloads answers each piece with a WINDOW_UPDATE or two, and some clients with a PING.
 *
 * <pre>
 *   0                 3        4        5                 9
 *   +-----------------+--------+--------+-----------------+---------
 *   | length, 24 bits |  type  | flags  | stream          | payload
 *   +-----------------+--------+--------+-----------------+---------
 * </pre>
 *
 * <p>Thread-confined: owned by its event loop.
 */
final class FrameScan {
    /** The length of what a client sends before its first frame. */
    static final int PREFACE_BYTES = 24;

    /** How long frames are counted before counting begins anew. */
    static final long WINDOW_NS = 10_000_000_000L;

    /** Frames without work that are nobody's fault. */
    static final int FREE_FRAMES = 1_000;

    /** Frames without work that each frame of work excuses. */
    static final int EXCUSED_PER_WORK = 8;

    private static final int HEADER_BYTES = 9;

    /** The header of a frame that is padded brings the padding's length along. */
    private static final int LONGEST_HEADER_BYTES = HEADER_BYTES + 1;

    private static final int TYPE_OFFSET = 3;
    private static final int FLAGS_OFFSET = 4;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 4;

    private final byte[] header = new byte[HEADER_BYTES];
    private int headerLength;
    private int toSkip = PREFACE_BYTES;
    private boolean isBlockOpen;
    private int blocksAndFrames;
    private long windowStartNs;
    private int idleFrames;
    private int workFrames;

    /** Says that the first bytes of the preface passed before the scan began. */
    void skipped(final int bytes) {
        toSkip -= bytes;
    }

    /** Follows the next bytes, which it leaves as they are. */
    void scan(final ByteBuf bytes, final long nowNs) {
        if (nowNs - windowStartNs > WINDOW_NS) {
            windowStartNs = nowNs;
            idleFrames = 0;
            workFrames = 0;
        }
        int at = bytes.readerIndex();
        final int end = bytes.writerIndex();
        while (at < end) {
            if (toSkip > 0) {
                final int skipped = Math.min(toSkip, end - at);
                toSkip -= skipped;
                at += skipped;
            } else if (headerLength == 0 && end - at >= HEADER_BYTES) {
                frame(bytes.getUnsignedMedium(at), bytes.getByte(at + TYPE_OFFSET), bytes.getByte(at + FLAGS_OFFSET));
                at += HEADER_BYTES;
            } else {
                header[headerLength++] = bytes.getByte(at++);
                if (headerLength == HEADER_BYTES) {
                    headerLength = 0;
                    final int length = (header[0] & 0xff) << 16 | (header[1] & 0xff) << 8 | (header[2] & 0xff);
                    frame(length, header[TYPE_OFFSET], header[FLAGS_OFFSET]);
                }
            }
        }
    }

    /** Looks at what is written to the peer, which it leaves as it is; the codec gives each frame's header a buffer of its own. */
    void wrote(final ByteBuf bytes) {
        final int at = bytes.readerIndex();
        final int length = bytes.readableBytes();
        if (length >= HEADER_BYTES
                && length <= LONGEST_HEADER_BYTES
                && bytes.getByte(at + TYPE_OFFSET) == DATA
                && bytes.getUnsignedMedium(at) > 0) {
            workFrames++;
        }
    }

    private void frame(final int length, final int type, final int flags) {
        toSkip = length;
        if (type == HEADERS || type == CONTINUATION) {
            isBlockOpen = (flags & END_HEADERS) == 0;
        }
        if (!isBlockOpen) {
            blocksAndFrames++;
        }
        if (type == HEADERS || (type == DATA && length > 0)) {
            workFrames++;
        } else {
            idleFrames++;
        }
    }

    /** True while a frame, or a block of headers over several frames, has begun and not ended. */
    boolean isWithin() {
        return toSkip > 0 || headerLength > 0 || isBlockOpen;
    }

    /** Goes up with each frame that begins outside a block of headers; where it stands still, one thing takes its time. */
    int progress() {
        return blocksAndFrames;
    }

    /** True when there are far more frames without work than the frames of work explain. */
    boolean isFlooded() {
        return idleFrames > FREE_FRAMES + (long) EXCUSED_PER_WORK * workFrames;
    }
}
