package io.kairoute.gateway.edge;

import io.netty.buffer.ByteBuf;

/** Looks for the end of a request's head on an HTTP/1 connection: an empty line. Thread-confined: owned by its event loop. */
final class HeadScan {
    private boolean isWithin;
    private boolean isOver;
    private int newlines;

    /** Follows the next bytes, which it leaves as they are. */
    void scan(final ByteBuf bytes) {
        final int end = bytes.writerIndex();
        for (int at = bytes.readerIndex(); at < end && !isOver; at++) {
            final byte next = bytes.getByte(at);
            if (next == '\n') {
                newlines++;
                isOver = newlines == 2 && isWithin;
            } else if (next != '\r') {
                newlines = 0;
                isWithin = true;
            }
        }
    }

    /** An answer is being written: what comes now is the next request's head. */
    void answered() {
        isWithin = false;
        isOver = false;
        newlines = 0;
    }

    /** True when no byte of the next head has come. */
    boolean isBetween() {
        return !isWithin && !isOver;
    }

    /** True while a head has begun and not ended. */
    boolean isWithin() {
        return isWithin && !isOver;
    }
}
