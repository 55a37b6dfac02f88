package io.kairoute.router.codec;

import io.kairoute.router.key.LittleEndian;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Encoded pieces of answers, ready to be copied: a field's tag, its length and its UTF-8 bytes, back to back.
 *
 * <p>Most pieces are short, and a branch on their length would often be predicted wrongly. So a copy always moves {@link #SLACK} bytes
 * at least. It may write that much behind the piece, and the next piece overwrites it. A piece is a long: where it starts in the pool
 * is in the upper half, its length in the lower one. Immutable.
 */
public final class PiecePool {
    /** The piece of nothing. */
    public static final long EMPTY = 0;

    /** Bytes that a copy may write past its piece. */
    public static final int SLACK = LittleEndian.COPIED;

    private final byte[] bytes;

    private PiecePool(final byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Copies a piece.
     *
     * @return the position behind it
     */
    public int append(final long piece, final byte[] into, final int position) {
        final int length = (int) piece;
        copy(bytes, (int) (piece >>> Integer.SIZE), into, position, length);
        return position + length;
    }

    /** Copies short bytes: from and to arrays that go on for {@link #SLACK} bytes behind them. */
    public static void copy(
            final byte[] from, final int start, final byte[] into, final int position, final int length) {
        LittleEndian.copy(from, start, into, position);
        if (length > SLACK) {
            System.arraycopy(from, start + SLACK, into, position + SLACK, length - SLACK);
        }
    }

    /** Collects pieces; compile time only. Single-threaded. */
    public static final class Builder {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        /** Starts with the piece of nothing. */
        public Builder() {}

        /**
         * Adds a string field.
         *
         * @return the piece; {@link #EMPTY} for an empty string, which is not sent
         */
        public long string(final int field, final String value) {
            return raw(new MessageBytes().string(field, value).toBytes());
        }

        /**
         * Adds fields that are encoded already, tags and all.
         *
         * @return the piece; {@link #EMPTY} for none
         */
        public long raw(final byte[] encoded) {
            if (encoded.length == 0) {
                return EMPTY;
            }
            final long start = bytes.size();
            bytes.writeBytes(encoded);
            return start << Integer.SIZE | encoded.length;
        }

        /** The pool. */
        public PiecePool build() {
            return new PiecePool(Arrays.copyOf(bytes.toByteArray(), bytes.size() + SLACK));
        }
    }
}
