package io.kairoute.router.signal;

import io.kairoute.router.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A language tag in its normal form: lower-case subtags parted by hyphens. Immutable; its bytes are not to be written. */
public final class LanguageTag {
    /** No language. */
    public static final LanguageTag NONE = of("");

    private final byte[] bytes;
    private final int length;

    private LanguageTag(final NormalizedText text) {
        length = text.length();
        bytes = Arrays.copyOf(text.bytes(), length + Long.BYTES);
    }

    /** A tag from its spelling; absent where that is no language tag. */
    public static LanguageTag of(final String spelling) {
        final byte[] utf8 = spelling.getBytes(StandardCharsets.UTF_8);
        final NormalizedText text = new NormalizedText();
        final boolean unused = text.language(utf8, 0, Math.min(utf8.length, Limits.STRING_BYTES));
        return new LanguageTag(text);
    }

    /** The bytes from 0, and eight that do not count. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes count; 0 when absent. */
    public int length() {
        return length;
    }

    /** The normal form; empty when absent. */
    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.US_ASCII);
    }
}
