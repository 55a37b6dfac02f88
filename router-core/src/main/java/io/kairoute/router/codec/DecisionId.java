package io.kairoute.router.codec;

import io.kairoute.router.Limits;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.LittleEndian;
import io.kairoute.router.key.SegmentKey;

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

    private final byte[] text = new byte[MAX_LENGTH];
    private final byte[] hashed =
            new byte[Limits.STRING_BYTES + Limits.KEY_BYTES + 2 + Integer.BYTES + FragmentPool.SLACK];
    private final SegmentKey hash = new SegmentKey();
    // Whose id stands at the start of what is hashed; the arrays of ids are never written.
    private byte[] tenant = {};
    private int length;

    /** Makes the id of a decision. */
    public DecisionId make(
            final boolean isPinned,
            final long revision,
            final byte[] tenantId,
            final RouteRequestFlyweight request,
            final KeyHasher hasher) {
        text[0] = isPinned ? PINNED : FOLLOWS;
        length = 1;
        putDecimal(revision);
        text[length++] = SEPARATOR;
        final int contactLength = request.length(RouteRequestFlyweight.CONTACT_ID);
        if (tenantId != tenant) {
            tenant = tenantId;
            System.arraycopy(tenantId, 0, hashed, 0, tenantId.length);
            hashed[tenantId.length] = 0;
        }
        int end = tenantId.length + 1;
        FragmentPool.copy(
                request.bytes(), request.offset(RouteRequestFlyweight.CONTACT_ID), hashed, end, contactLength);
        end += contactLength;
        hashed[end++] = 0;
        // Four bytes; what the other four hold is not hashed.
        LittleEndian.put(hashed, end, request.attempt());
        hasher.hash(hashed, 0, end + Integer.BYTES, hash);
        putHex(hash.low(), Long.BYTES);
        putHex(hash.high(), HASH_BYTES - Long.BYTES);
        return this;
    }

    private void putDecimal(final long number) {
        int digits = 1;
        for (long left = number; left >= 10; left /= 10) {
            digits++;
        }
        long left = number;
        for (int i = length + digits - 1; i >= length; i--) {
            text[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
        length += digits;
    }

    private void putHex(final long word, final int bytes) {
        HexPairs.put(word, bytes, text, length);
        length += bytes * Short.BYTES;
    }

    /**
     * The revision that an earlier decision was pinned to.
     *
     * @return the revision, or -1 when the request names no pinned decision
     */
    public static long pinnedRevision(final RouteRequestFlyweight request) {
        final byte[] bytes = request.bytes();
        final int start = request.offset(RouteRequestFlyweight.PREVIOUS_DECISION_ID);
        final int end = start + request.length(RouteRequestFlyweight.PREVIOUS_DECISION_ID);
        if (end - start < 2 || bytes[start] != PINNED) {
            return -1;
        }
        long revision = 0;
        int index = start + 1;
        for (; index < end; index++) {
            final int digit = bytes[index] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            // A number too large for a revision is one that is not kept.
            revision = revision > Long.MAX_VALUE / 10 - 1 ? Long.MAX_VALUE : revision * 10 + digit;
        }
        return index > start + 1 && index < end && bytes[index] == SEPARATOR ? revision : -1;
    }

    /** The id's bytes, from 0. */
    public byte[] bytes() {
        return text;
    }

    /** How many there are. */
    public int length() {
        return length;
    }
}
