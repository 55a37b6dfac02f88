package io.kairoute.router.store;

import java.nio.ByteBuffer;

/**
 * Bytes that shall stand at a place of a file. Immutable; the array is not to be written.
 *
 * @param at where they begin
 * @param bytes what they are
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of a file; equality is never asked
record FilePatch(long at, byte[] bytes) {
    /** Blanks so many bytes. */
    static FilePatch blank(final long at, final int length) {
        return new FilePatch(at, new byte[length]);
    }

    /** Puts the bytes into a block of the file that begins at a place, as far as they lie in it. */
    void applyTo(final ByteBuffer block, final long blockAt) {
        final long first = Math.max(at, blockAt);
        final long end = Math.min(at + bytes.length, blockAt + block.limit());
        for (long place = first; place < end; place++) {
            block.put((int) (place - blockAt), bytes[(int) (place - at)]);
        }
    }
}
