package io.kairoute.router.signal;

import io.kairoute.router.key.LittleEndian;

/** Goes from a text of levels parted by hyphens to the ones around it. The text starts an array that goes on for eight bytes. */
public final class Levels {
    private Levels() {}

    /** The bytes in front of the last hyphen among the first so many, one at least; 0 where there is none. */
    public static int parentLength(final byte[] bytes, final int childLength) {
        if (childLength <= Long.BYTES) {
            final long hyphens = AsciiWord.equal(LittleEndian.get(bytes, 0), '-') & AsciiWord.first(childLength);
            return (Long.SIZE - 1 - Long.numberOfLeadingZeros(hyphens)) / Byte.SIZE;
        }
        int end = childLength - 1;
        while (end > 0 && bytes[end] != '-') {
            end--;
        }
        return end;
    }

    /** The same for a language tag, by the lookup of RFC 4647: a single letter or digit left at the end goes, too. */
    public static int parentOfTag(final byte[] bytes, final int childLength) {
        int end = parentLength(bytes, childLength);
        while (end >= 2 && bytes[end - 2] == '-') {
            end -= 2;
        }
        return end;
    }
}
