package io.kairoute.gateway.refusal;

import java.nio.charset.StandardCharsets;

/**
 * Percent-encodes text as gRPC wants {@code grpc-message} spelled: printable ASCII stays, all else and % is encoded; so is a
 * space at either end, which HTTP/2 does not let a header have.
 */
public final class PercentEncoding {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PercentEncoding() {}

    /** The encoded form; the very same string when nothing needs encoding. */
    public static String encode(final String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i), i == 0 || i == text.length() - 1)) {
                return encodeBytes(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return text;
    }

    private static boolean isPlain(final int c, final boolean isAtEnd) {
        return c >= (isAtEnd ? '!' : ' ') && c <= '~' && c != '%';
    }

    private static String encodeBytes(final byte[] bytes) {
        final StringBuilder out = new StringBuilder(bytes.length * 2);
        for (int i = 0; i < bytes.length; i++) {
            final byte b = bytes[i];
            if (isPlain(b, i == 0 || i == bytes.length - 1)) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX[(b >> 4) & 0xf]).append(HEX[b & 0xf]);
            }
        }
        return out.toString();
    }
}
