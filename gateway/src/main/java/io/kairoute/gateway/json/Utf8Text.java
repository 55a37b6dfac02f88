package io.kairoute.gateway.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8 strictly; what is no UTF-8 is refused, never replaced. */
public final class Utf8Text {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Utf8Text() {}

    /** The text of some bytes, without the byte order mark that some platforms put first. */
    public static String decode(final byte[] bytes) throws JsonRefused {
        try {
            final String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (final CharacterCodingException e) {
            throw JsonRefused.malformed("The body is not UTF-8.");
        }
    }

    /** True when a string has no half of a surrogate pair standing alone, and so has a UTF-8 form. */
    static boolean isEncodable(final String text) {
        int i = 0;
        while (i < text.length()) {
            final char c = text.charAt(i);
            final boolean isPair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (Character.isSurrogate(c) && !isPair) {
                return false;
            }
            i += isPair ? 2 : 1;
        }
        return true;
    }
}
