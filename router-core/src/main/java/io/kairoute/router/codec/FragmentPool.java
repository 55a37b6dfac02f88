package io.kairoute.router.codec;

import io.kairoute.router.key.LittleEndian;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Encoded pieces of answers, ready to be copied: a field's tag, its length and its UTF-8 bytes, back to back.
 *
 * <p>Most pieces are short, and of lengths that no processor foretells. So a copy takes sixteen bytes without asking, then eight
 * at a time, and may write up to sixteen bytes past the piece, which the next piece overwrites.
 * Immutable.
 */
public final class FragmentPool {
    /** The piece of nothing. */
    public static final int EMPTY = 0;

    /** Bytes that a copy may write past its piece. */
    static final int SLACK = 2 * Long.BYTES;

    private final int[] offsets;
    private final byte[] bytes;

    private FragmentPool(final int[] offsets, final byte[] bytes) {
        this.offsets = offsets;
        this.bytes = bytes;
    }

    /**
     * Copies a piece.
     *
     * @return the position behind it
     */
    public int append(final int fragment, final byte[] into, final int position) {
        final int start = offsets[fragment];
        final int length = offsets[fragment + 1] - start;
        copy(bytes, start, into, position, length);
        return position + length;
    }

    /** Copies short bytes: from and to arrays that go on for {@link #SLACK} bytes behind them. */
    static void copy(final byte[] from, final int start, final byte[] into, final int position, final int length) {
        LittleEndian.put(into, position, LittleEndian.get(from, start));
        LittleEndian.put(into, position + Long.BYTES, LittleEndian.get(from, start + Long.BYTES));
        for (int i = SLACK; i < length; i += Long.BYTES) {
            LittleEndian.put(into, position + i, LittleEndian.get(from, start + i));
        }
    }

    /** Collects pieces; compile time only. Single-threaded. */
    public static final class Builder {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int[] offsets = new int[64];
        private int count;

        /** Starts with the piece of nothing. */
        public Builder() {
            end();
        }

        /**
         * Adds a string field.
         *
         * @return the piece; {@link #EMPTY} for an empty string, which is not sent
         */
        public int string(final int field, final String value) {
            return raw(new MessageBytes().string(field, value).toBytes());
        }

        /**
         * Adds fields that are encoded already, tags and all.
         *
         * @return the piece; {@link #EMPTY} for none
         */
        public int raw(final byte[] encoded) {
            if (encoded.length == 0) {
                return EMPTY;
            }
            bytes.writeBytes(encoded);
            return end();
        }

        private int end() {
            if (count + 1 == offsets.length) {
                offsets = Arrays.copyOf(offsets, offsets.length * 2);
            }
            offsets[count + 1] = bytes.size();
            return count++;
        }

        /** The pool. */
        public FragmentPool build() {
            final byte[] padded = Arrays.copyOf(bytes.toByteArray(), bytes.size() + SLACK);
            return new FragmentPool(Arrays.copyOf(offsets, count + 1), padded);
        }
    }
}
