package io.kairoute.bench.load;

import io.vertx.core.buffer.Buffer;

/** Counts gRPC frames in a stream of bytes without reading what they hold. Thread-confined: owned by its stream. */
final class AnswerFrames {
    private static final int PREFIX_BYTES = 5;

    private int prefixSeen;
    private int length;
    private int payloadLeft;

    /** How many frames end within these bytes. */
    int count(final Buffer bytes) {
        int ended = 0;
        int at = 0;
        while (at < bytes.length()) {
            if (payloadLeft > 0) {
                final int taken = Math.min(payloadLeft, bytes.length() - at);
                payloadLeft -= taken;
                at += taken;
            } else {
                // The first byte is a flag, the other four the length.
                length = prefixSeen == 0 ? 0 : length << Byte.SIZE | bytes.getUnsignedByte(at);
                at++;
                prefixSeen++;
                if (prefixSeen < PREFIX_BYTES) {
                    continue;
                }
                prefixSeen = 0;
                payloadLeft = length;
            }
            ended += payloadLeft == 0 ? 1 : 0;
        }
        return ended;
    }
}
