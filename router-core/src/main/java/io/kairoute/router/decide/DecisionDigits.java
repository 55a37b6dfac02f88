package io.kairoute.router.decide;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The twelve bytes that the 24 hexadecimal digits of a {@link DecisionId} spell, for whoever knows the contact and not its decision.
 *
 * <p>They depend on tenant, contact and attempt alone, so they are the same under every revision. Has no state.
 */
public final class DecisionDigits {
    /** Bytes that the digits spell. */
    public static final int BYTES = 12;

    private DecisionDigits() {}

    /** Makes them as a decision of this contact has them. */
    public static byte[] of(final KeyHasher hasher, final String tenant, final String contactId, final int attempt) {
        final byte[] tenantBytes = tenant.getBytes(StandardCharsets.UTF_8);
        final byte[] contactBytes = contactId.getBytes(StandardCharsets.UTF_8);
        final ByteBuffer hashed = ByteBuffer.allocate(tenantBytes.length + contactBytes.length + 2 + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(tenantBytes)
                .put((byte) 0)
                .put(contactBytes)
                .put((byte) 0)
                .putInt(attempt);
        final SegmentKey hash = new SegmentKey();
        hasher.hash(hashed.array(), 0, hashed.position(), hash);
        final byte[] whole = ByteBuffer.allocate(2 * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(hash.low())
                .putLong(hash.high())
                .array();
        return Arrays.copyOf(whole, BYTES);
    }
}
