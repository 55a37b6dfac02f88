package io.kairoute.router.reference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * SipHash-2-4 with 128 bits of result, straight from its paper.
 *
 * <p>Four words of state start from the 16-byte key; every 8 bytes of the message are mixed in with two rounds, the last
 * word holds what is left plus the length modulo 256, and two times four rounds give the two halves.
 */
final class Sip128 {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    private Sip128(final long k0, final long k1) {
        v0 = k0 ^ 0x736f6d6570736575L;
        v1 = k1 ^ 0x646f72616e646f6dL ^ 0xee;
        v2 = k0 ^ 0x6c7967656e657261L;
        v3 = k1 ^ 0x7465646279746573L;
    }

    /** The 16 bytes of the hash. */
    static byte[] hash(final byte[] key, final byte[] message) {
        final ByteBuffer keyWords = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
        final Sip128 sip = new Sip128(keyWords.getLong(), keyWords.getLong());

        final byte[] padded = new byte[(message.length / 8 + 1) * 8];
        System.arraycopy(message, 0, padded, 0, message.length);
        padded[padded.length - 1] = (byte) message.length;
        final ByteBuffer words = ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN);
        while (words.hasRemaining()) {
            sip.mix(words.getLong());
        }

        final ByteBuffer result = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        sip.v2 ^= 0xee;
        result.putLong(sip.half());
        sip.v1 ^= 0xdd;
        result.putLong(sip.half());
        return result.array();
    }

    private void mix(final long word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
    }

    private long half() {
        for (int i = 0; i < 4; i++) {
            round();
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
        v0 += v1;
        v2 += v3;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 = Long.rotateLeft(v2, 32);
    }
}
