package io.kairoute.gateway.route;

import io.kairoute.gateway.wire.UnaryBody;
import io.kairoute.router.Limits;
import io.netty.buffer.ByteBuf;

/** Tells whether what one DATA frame holds is all that has to be known of a call's message. */
final class PlainMessage {
    /** The first byte of the tag of {@code explain}, a varint of two bytes; the lower seven bits of the next are 1. */
    private static final byte EXPLAIN_TAG = (byte) 0xb8;

    private PlainMessage() {}

    /** Whether that is one whole message, without compression, which asks for no explanation. */
    static boolean isAll(final ByteBuf data) {
        final int length = data.readableBytes() - UnaryBody.PREFIX_BYTES;
        return length >= 0
                && length <= Limits.REQUEST_BYTES
                && data.getByte(data.readerIndex()) == 0
                && data.getInt(data.readerIndex() + 1) == length
                && !mayAskWhy(data);
    }

    private static boolean mayAskWhy(final ByteBuf data) {
        final int end = data.writerIndex() - 1;
        int at = data.indexOf(data.readerIndex() + UnaryBody.PREFIX_BYTES, end, EXPLAIN_TAG);
        while (at >= 0) {
            if ((data.getByte(at + 1) & 0x7f) == 1) {
                return true;
            }
            at = data.indexOf(at + 1, end, EXPLAIN_TAG);
        }
        return false;
    }
}
