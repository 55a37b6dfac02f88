package io.kairoute.gateway.format;

import java.nio.charset.StandardCharsets;

/** Takes the sting out of text that goes to a platform: what every flat form removes, whatever it escapes on top. */
final class SafeText {
    private static final String PLAIN = "._:@-";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private SafeText() {}

    /**
     * The text without control characters and without any <code>${</code>, which some platforms expand, cut to so many bytes of
     * UTF-8 between two characters.
     */
    static String clean(final String text, final int maxBytes) {
        final StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            final int last = out.length() - 1;
            if (c == '{' && last >= 0 && out.charAt(last) == '$') {
                // Taking both out of what was kept so far leaves no new pair behind, however they are nested.
                out.setLength(last);
            } else if (!Character.isISOControl(c) && c != '\u2028' && c != '\u2029') {
                out.append(c);
            }
        }
        return cut(out.toString(), maxBytes);
    }

    /** Percent-encodes the UTF-8 bytes of all but letters, digits and {@code ._:@-}. */
    static String percent(final String text) {
        final StringBuilder out = new StringBuilder(text.length() + 16);
        for (final byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX[(b >> 4) & 0xf]).append(HEX[b & 0xf]);
            }
        }
        return out.toString();
    }

    /** Escapes text for an XML attribute in double quotes. */
    static String xml(final String text) {
        final StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&apos;");
                case '\ufffe', '\uffff' -> out.append('?');
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean isPlain(final byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || PLAIN.indexOf(b) >= 0;
    }

    private static String cut(final String text, final int maxBytes) {
        if (text.length() * 3L <= maxBytes) {
            return text;
        }
        int bytes = 0;
        int end = 0;
        while (end < text.length()) {
            final int codePoint = text.codePointAt(end);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > maxBytes) {
                return text.substring(0, end);
            }
            end += Character.charCount(codePoint);
        }
        return text;
    }
}
