package io.kairoute.router.signal;

import io.kairoute.router.Limits;
import io.kairoute.router.key.LittleEndian;

/**
 * A hierarchical word in its normal form: levels parted by hyphens, one case. A region is upper-case and has at most
 * {@link Limits#REGION_LEVELS} levels; a language tag is lower-case.
 *
 * <p>Thread-confined: owned by whoever made it, who may give it another text. Length 0 means absent.
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

    /**
     * Takes a region; ASCII letters are upper-cased, levels beyond the limit are cut.
     *
     * @return false when some were cut
     */
    public boolean region(final byte[] source, final int offset, final int sourceLength) {
        int levels = 1;
        for (int i = 0; i < sourceLength; i += Long.BYTES) {
            final long word = LittleEndian.getTail(source, offset + i, Math.min(Long.BYTES, sourceLength - i));
            levels += Long.bitCount(AsciiWord.equal(word, '-'));
            LittleEndian.put(bytes, i, AsciiWord.upper(word));
        }
        final boolean isWhole = levels <= Limits.REGION_LEVELS;
        length = isWhole ? sourceLength : endOfLevels();
        return isWhole;
    }

    // Where the last level that counts ends, of a region that has more.
    private int endOfLevels() {
        int end = -1;
        for (int levels = 0; levels < Limits.REGION_LEVELS; levels += bytes[end] == '-' ? 1 : 0) {
            end++;
        }
        return end;
    }

    /**
     * Takes a language tag: subtags of one to eight ASCII letters and digits, parted by hyphens or underscores, the first
     * of two to eight letters.
     *
     * @return false, and absent, when it is none
     */
    public boolean language(final byte[] source, final int offset, final int sourceLength) {
        return sourceLength <= Long.BYTES
                ? shortLanguage(LittleEndian.getTail(source, offset, sourceLength), sourceLength)
                : longLanguage(source, offset, sourceLength);
    }

    // All tags that one meets fit into eight bytes, and there a subtag cannot be too long.
    private boolean shortLanguage(final long word, final int wordLength) {
        final long underscores = AsciiWord.equal(word, '_');
        final long hyphens = AsciiWord.equal(word, '-') | underscores;
        final long letters = AsciiWord.between(word, 'a', 'z') | AsciiWord.between(word, 'A', 'Z');
        final long digits = AsciiWord.between(word, '0', '9');
        final long all = AsciiWord.first(wordLength);
        final int first = Math.min(wordLength, Long.numberOfTrailingZeros(hyphens) / Byte.SIZE);
        final boolean isTag = (hyphens | letters | digits) == all
                && first >= 2
                && (letters & AsciiWord.first(first)) == AsciiWord.first(first)
                && (hyphens & hyphens << Byte.SIZE) == 0
                && (hyphens & ~AsciiWord.first(wordLength - 1)) == 0;
        if (!isTag) {
            return refuse();
        }
        LittleEndian.put(bytes, 0, AsciiWord.lower(word ^ (underscores >>> 7) * ('_' ^ '-')));
        length = wordLength;
        return true;
    }

    private boolean longLanguage(final byte[] source, final int offset, final int sourceLength) {
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
