package io.kairoute.router.signal;

import io.kairoute.router.Limits;

/**
 * A hierarchical word in its normal form: levels parted by hyphens, one case. A region is upper-case and has at most
 * {@link Limits#REGION_LEVELS} levels; a language tag is lower-case.
 *
 * <p>Thread-confined: owned by whoever made it. Length 0 means absent.
 */
public final class NormalizedText {
    private static final int MAX_SUBTAG = 8;

    private final byte[] bytes = new byte[Limits.STRING_BYTES + Long.BYTES];
    private int length;

    /** The bytes, from 0. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many there are; 0 when absent. */
    public int length() {
        return length;
    }

    /** Makes it absent. */
    public void clear() {
        length = 0;
    }

    /** Takes a region; ASCII letters are upper-cased, levels beyond the limit are cut. */
    public void region(final byte[] source, final int offset, final int sourceLength) {
        length = 0;
        int levels = 1;
        for (int i = 0; i < sourceLength; i++) {
            final byte next = source[offset + i];
            if (next == '-' && ++levels > Limits.REGION_LEVELS) {
                return;
            }
            bytes[length++] = upper(next);
        }
    }

    /**
     * Takes a language tag: subtags of one to eight ASCII letters and digits, parted by hyphens or underscores, the first
     * of two to eight letters.
     *
     * @return false, and absent, when it is none
     */
    public boolean language(final byte[] source, final int offset, final int sourceLength) {
        length = 0;
        int subtagLength = 0;
        boolean isFirst = true;
        for (int i = 0; i < sourceLength; i++) {
            final byte next = lower(source[offset + i]);
            if (next == '-' || next == '_') {
                if (subtagLength < (isFirst ? 2 : 1)) {
                    return refuse();
                }
                isFirst = false;
                subtagLength = 0;
                bytes[i] = '-';
            } else if (++subtagLength > MAX_SUBTAG || (!isLetter(next) && (isFirst || !isDigit(next)))) {
                return refuse();
            } else {
                bytes[i] = next;
            }
        }
        if (subtagLength < (isFirst ? 2 : 1)) {
            return refuse();
        }
        length = sourceLength;
        return true;
    }

    private boolean refuse() {
        length = 0;
        return false;
    }

    static byte upper(final byte value) {
        return value >= 'a' && value <= 'z' ? (byte) (value - ('a' - 'A')) : value;
    }

    private static byte lower(final byte value) {
        return value >= 'A' && value <= 'Z' ? (byte) (value + ('a' - 'A')) : value;
    }

    private static boolean isLetter(final byte lowerCase) {
        return lowerCase >= 'a' && lowerCase <= 'z';
    }

    private static boolean isDigit(final byte value) {
        return value >= '0' && value <= '9';
    }
}
