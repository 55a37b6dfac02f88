package io.kairoute.router.codec;

import io.kairoute.router.Limits;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The id of a decision: pin mark, revision, {@code -}, and 24 hexadecimal digits of a keyed hash of tenant, contact and
 * attempt, so that a platform's retry has the same id.
 *
 * <p>Thread-confined: owned by its router.
 */
public final class DecisionId {
    private static final byte PINNED = 'p';
    private static final byte FOLLOWS = 'f';
    private static final byte SEPARATOR = '-';
    private static final int HASH_BYTES = 12;
    private static final int MAX_LENGTH = 64;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private final UnsafeBuffer text = new UnsafeBuffer(new byte[MAX_LENGTH]);
    private final UnsafeBuffer hashed =
            new UnsafeBuffer(new byte[Limits.STRING_BYTES + Limits.KEY_BYTES + 2 + Integer.BYTES]);
    private final SegmentKey hash = new SegmentKey();
    private int length;

    /** Makes the id of a decision. */
    public DecisionId make(
            final boolean isPinned,
            final long revision,
            final byte[] tenantId,
            final RouteRequestFlyweight request,
            final KeyHasher hasher) {
        text.putByte(0, isPinned ? PINNED : FOLLOWS);
        length = 1 + text.putLongAscii(1, revision);
        text.putByte(length++, SEPARATOR);
        final int contactLength = request.length(RouteRequestFlyweight.CONTACT_ID);
        hashed.putBytes(0, tenantId);
        int end = tenantId.length;
        hashed.putByte(end++, (byte) 0);
        hashed.putBytes(end, request.buffer(), request.offset(RouteRequestFlyweight.CONTACT_ID), contactLength);
        end += contactLength;
        hashed.putByte(end++, (byte) 0);
        hashed.putInt(end, request.attempt(), ByteOrder.LITTLE_ENDIAN);
        hasher.hash(hashed, 0, end + Integer.BYTES, hash);
        putHex(hash.low(), Long.BYTES);
        putHex(hash.high(), HASH_BYTES - Long.BYTES);
        return this;
    }

    private void putHex(final long littleEndian, final int bytes) {
        for (int i = 0; i < bytes; i++) {
            final int value = (int) (littleEndian >>> (i * Byte.SIZE));
            text.putByte(length++, HEX[(value >>> 4) & 0xF]);
            text.putByte(length++, HEX[value & 0xF]);
        }
    }

    /**
     * The revision that an earlier decision was pinned to.
     *
     * @return the revision, or -1 when the request names no pinned decision
     */
    public static long pinnedRevision(final RouteRequestFlyweight request) {
        final DirectBuffer buffer = request.buffer();
        final int start = request.offset(RouteRequestFlyweight.PREVIOUS_DECISION_ID);
        final int end = start + request.length(RouteRequestFlyweight.PREVIOUS_DECISION_ID);
        if (end - start < 2 || buffer.getByte(start) != PINNED) {
            return -1;
        }
        long revision = 0;
        int index = start + 1;
        for (; index < end; index++) {
            final int digit = buffer.getByte(index) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            // A number too large for a revision is one that is not kept.
            revision = revision > Long.MAX_VALUE / 10 - 1 ? Long.MAX_VALUE : revision * 10 + digit;
        }
        return index > start + 1 && index < end && buffer.getByte(index) == SEPARATOR ? revision : -1;
    }

    /** The id's bytes, from 0. */
    public DirectBuffer buffer() {
        return text;
    }

    /** How many there are. */
    public int length() {
        return length;
    }
}
