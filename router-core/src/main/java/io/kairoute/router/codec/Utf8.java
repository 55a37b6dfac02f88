package io.kairoute.router.codec;

import io.kairoute.router.key.LittleEndian;

/** Checks that bytes are UTF-8, without making a string of them. */
final class Utf8 {
    private static final long NON_ASCII = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /**
     * Whether the bytes are well-formed: no over-long forms, no surrogates, nothing above U+10FFFF.
     *
     * @param bytes goes on for eight bytes behind them
     */
    static boolean isValid(final byte[] bytes, final int offset, final int length) {
        return isShortAscii(bytes, offset, length) || isWellFormed(bytes, offset, length);
    }

    // What nearly all strings are; seen in one step, or in two that overlap.
    private static boolean isShortAscii(final byte[] bytes, final int offset, final int length) {
        if (length > 2 * Long.BYTES) {
            return false;
        }
        final long seen = length <= Long.BYTES
                ? LittleEndian.get(bytes, offset) << ((Long.BYTES - length) * Byte.SIZE)
                : LittleEndian.get(bytes, offset) | LittleEndian.get(bytes, offset + length - Long.BYTES);
        return (seen & NON_ASCII) == 0;
    }

    private static boolean isWellFormed(final byte[] bytes, final int offset, final int length) {
        final int end = offset + length;
        int index = offset;
        while (end - index >= Long.BYTES && (LittleEndian.get(bytes, index) & NON_ASCII) == 0) {
            index += Long.BYTES;
        }
        if (end - index < Long.BYTES && (LittleEndian.getTail(bytes, index, end - index) & NON_ASCII) == 0) {
            return true;
        }
        while (index < end) {
            final int lead = bytes[index++];
            if (lead >= 0) {
                continue;
            }
            final int followers = followers(lead);
            if (followers == 0 || end - index < followers || !isSecondByteValid(lead, bytes[index])) {
                return false;
            }
            for (int i = 1; i < followers; i++) {
                if (!isContinuation(bytes[index + i])) {
                    return false;
                }
            }
            index += followers;
        }
        return true;
    }

    private static int followers(final int lead) {
        if (lead >= (byte) 0xC2 && lead <= (byte) 0xDF) {
            return 1;
        }
        if (lead >= (byte) 0xE0 && lead <= (byte) 0xEF) {
            return 2;
        }
        return lead >= (byte) 0xF0 && lead <= (byte) 0xF4 ? 3 : 0;
    }

    private static boolean isSecondByteValid(final int lead, final byte second) {
        if (!isContinuation(second)) {
            return false;
        }
        final int value = second & 0xFF;
        return switch (lead & 0xFF) {
            case 0xE0 -> value >= 0xA0;
            case 0xED -> value <= 0x9F;
            case 0xF0 -> value >= 0x90;
            case 0xF4 -> value <= 0x8F;
            default -> true;
        };
    }

    private static boolean isContinuation(final byte value) {
        return (value & 0xC0) == 0x80;
    }
}
