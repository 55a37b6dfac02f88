package io.kairoute.gateway.refusal;

import java.nio.charset.StandardCharsets;

/** Percent-encodes text as gRPC wants {@code grpc-message} spelled: printable ASCII stays, all else and % is encoded. */
public final class PercentEncoding {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PercentEncoding() {}

    /** The encoded form; the very same string when nothing needs encoding. */
    public static String encode(final String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return encodeBytes(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return text;
    }

    private static boolean isPlain(final int c) {
        return c >= ' ' && c <= '~' && c != '%';
    }

    private static String encodeBytes(final byte[] bytes) {
        final StringBuilder out = new StringBuilder(bytes.length * 2);
        for (final byte b : bytes) {
            if (isPlain(b)) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX[(b >> 4) & 0xf]).append(HEX[b & 0xf]);
            }
        }
        return out.toString();
    }
}
