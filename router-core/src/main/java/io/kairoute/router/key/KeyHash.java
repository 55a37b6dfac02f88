package io.kairoute.router.key;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The keyed hash of one typed key, as a value. Immutable.
 *
 * @param low its first eight bytes, little-endian
 * @param high its last eight bytes, little-endian
 */
public record KeyHash(long low, long high) {
    /** Bytes of it. */
    public static final int BYTES = 2 * Long.BYTES;

    /** Whether a key has its type before it, as crm:4711: something, a colon, something. Contacts' keys are looked at so, too. */
    public static boolean isTyped(final String key) {
        final int colon = key.indexOf(':');
        return colon > 0 && colon < key.length() - 1;
    }

    /** The hash of a typed key. */
    public static KeyHash of(final KeyHasher hasher, final String typed) {
        final byte[] bytes = typed.getBytes(StandardCharsets.UTF_8);
        final SegmentKey key = new SegmentKey();
        hasher.hash(bytes, 0, bytes.length, key);
        return new KeyHash(key.low(), key.high());
    }

    /** The hash in the next bytes. */
    public static KeyHash read(final ByteBuffer from) {
        final ByteBuffer littleEndian = from.order(ByteOrder.LITTLE_ENDIAN);
        return new KeyHash(littleEndian.getLong(), littleEndian.getLong());
    }

    /** Its bytes, as they are stored. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(low)
                .putLong(high)
                .array();
    }

    /** Tells nothing: a hash must not end in a log. */
    @Override
    public String toString() {
        return "KeyHash(hidden)";
    }
}
