package io.kairoute.router.codec;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;

/**
 * Copies a request message with every key masked: a typed one becomes {@code h:} and the 32 hexadecimal digits of its keyed
 * hash, one without a type becomes {@code u}. All else stays as it is, so that the copy decides as the request did.
 *
 * <p>Thread-confined: owned by whoever made it. Allocates nothing.
 */
public final class MaskedRequest {
    /** Bytes of a masked, typed key. */
    public static final int MASK_BYTES = 2 + 4 * Long.BYTES;

    /** Bytes of a masked key without a type. */
    public static final int UNTYPED_BYTES = 1;

    /** What a key without a type becomes. */
    public static final byte UNTYPED = 'u';

    /** A field of two bytes, the shortest one with a key in it, grows to this many. */
    private static final int MOST_GROWTH = (2 + MASK_BYTES) / 2;

    private final ProtoReader reader = new ProtoReader();
    private final SegmentKey key = new SegmentKey();

    /** Makes a copier. */
    public MaskedRequest() {}

    /** Bytes that a copy of so many bytes may take at most. */
    public static int mostBytes(final int length) {
        return length * MOST_GROWTH;
    }

    /**
     * Copies a message that was read without fault.
     *
     * @return the copy's bytes
     */
    public int copy(
            final byte[] from,
            final int offset,
            final int length,
            final KeyHasher hasher,
            final byte[] to,
            final int toOffset) {
        int end = toOffset;
        reader.wrap(from, offset, length);
        while (reader.hasNext()) {
            final int start = reader.position();
            final int tag = reader.readTag();
            if (isKey(tag)) {
                to[end] = (byte) tag;
                end = maskNext(from, hasher, to, end + 1);
            } else {
                reader.skip(ProtoReader.wireTypeOf(tag));
                System.arraycopy(from, start, to, end, reader.position() - start);
                end += reader.position() - start;
            }
        }
        return end - toOffset;
    }

    /** Writes what a typed key is masked as, and returns its bytes. */
    public int mask(
            final byte[] from,
            final int offset,
            final int length,
            final KeyHasher hasher,
            final byte[] to,
            final int toOffset) {
        hasher.hash(from, offset, length, key);
        put(key, to, toOffset);
        return MASK_BYTES;
    }

    /** Writes what a typed key of this hash is masked as. */
    public static void put(final SegmentKey hashed, final byte[] to, final int toOffset) {
        to[toOffset] = 'h';
        to[toOffset + 1] = ':';
        HexDigits.put(hashed.low(), to, toOffset + 2);
        HexDigits.put(hashed.high(), to, toOffset + 2 + 2 * Long.BYTES);
    }

    /** Writes what the key at the reader is masked as, its length first. */
    private int maskNext(final byte[] from, final KeyHasher hasher, final byte[] to, final int toOffset) {
        final int length = reader.readLength();
        final int offset = reader.position();
        reader.advance(length);
        if (isTyped(from, offset, length)) {
            to[toOffset] = (byte) MASK_BYTES;
            return toOffset + 1 + mask(from, offset, length, hasher, to, toOffset + 1);
        }
        final int masked = Math.min(1, length);
        to[toOffset] = (byte) masked;
        to[toOffset + 1] = UNTYPED;
        return toOffset + 1 + masked;
    }

    private static boolean isKey(final int tag) {
        return ProtoReader.wireTypeOf(tag) == ProtoReader.WIRE_BYTES
                && (ProtoReader.fieldOf(tag) == RequestFields.CUSTOMER_KEY
                        || ProtoReader.fieldOf(tag) == RequestFields.ALTERNATE_KEYS
                        || ProtoReader.fieldOf(tag) == RequestFields.ACCOUNT_KEY);
    }

    // As the signals do: something, a colon, something.
    private static boolean isTyped(final byte[] from, final int offset, final int length) {
        for (int i = 0; i < length - 1; i++) {
            if (from[offset + i] == ':') {
                return i > 0;
            }
        }
        return false;
    }
}
