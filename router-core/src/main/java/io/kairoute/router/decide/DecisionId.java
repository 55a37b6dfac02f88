package io.kairoute.router.decide;

import io.kairoute.router.Limits;
import io.kairoute.router.codec.HexDigits;
import io.kairoute.router.codec.PiecePool;
import io.kairoute.router.codec.RequestFields;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.key.LittleEndian;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.snapshot.Snapshot;
import java.nio.charset.StandardCharsets;

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

    private final byte[] hashed =
            new byte[Limits.STRING_BYTES + Limits.KEY_BYTES + 2 + Integer.BYTES + PiecePool.SLACK];
    private final SegmentKey hash = new SegmentKey();
    // Whose id stands at the start of what is hashed; the arrays of ids are never written.
    private byte[] tenant = {};
    // What stands before the hash: the mark, the revision, and the separator.
    private final byte[] prefix = new byte[PiecePool.SLACK];
    private int prefixLength;
    private long revision = -1;
    private boolean isPinned;

    /** Makes the id of what was decided. */
    public void make(final Contact contact, final Snapshot snapshot) {
        final RouteRequestFlyweight request = contact.request;
        isPinned = contact.decision.treatment[TreatmentFields.IN_FLIGHT] == TreatmentFields.PIN;
        if (snapshot.revision() != revision) {
            revision = snapshot.revision();
            putPrefix();
        }
        final int contactLength = request.length(RequestFields.CONTACT_ID);
        final byte[] tenantId = snapshot.tenantId();
        if (tenantId != tenant) {
            tenant = tenantId;
            System.arraycopy(tenantId, 0, hashed, 0, tenantId.length);
            hashed[tenantId.length] = 0;
        }
        int end = tenantId.length + 1;
        PiecePool.copy(request.bytes(), request.offset(RequestFields.CONTACT_ID), hashed, end, contactLength);
        end += contactLength;
        hashed[end++] = 0;
        // Four bytes; what the other four hold is not hashed.
        LittleEndian.put(hashed, end, request.attempt());
        snapshot.hasher().hash(hashed, 0, end + Integer.BYTES, hash);
    }

    private void putPrefix() {
        int digits = 1;
        for (long left = revision; left >= 10; left /= 10) {
            digits++;
        }
        long left = revision;
        for (int i = digits; i >= 1; i--) {
            prefix[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
        prefix[digits + 1] = SEPARATOR;
        prefixLength = digits + 2;
    }

    /**
     * Writes the id's text.
     *
     * @param into goes on for {@link PiecePool#SLACK} bytes behind it
     * @return where it ends
     */
    int put(final byte[] into, final int at) {
        LittleEndian.copy(prefix, 0, into, at);
        into[at] = isPinned ? PINNED : FOLLOWS;
        final int digits = at + prefixLength;
        LittleEndian.put(into, digits, HexDigits.of((int) hash.low()));
        LittleEndian.put(into, digits + Long.BYTES, HexDigits.of((int) (hash.low() >>> Integer.SIZE)));
        LittleEndian.put(into, digits + 2 * Long.BYTES, HexDigits.of((int) hash.high()));
        return at + length();
    }

    /** The bytes of its text. */
    public int length() {
        return prefixLength + 2 * DecisionDigits.BYTES;
    }

    /** Its text; allocates. */
    public String text() {
        final byte[] text = new byte[length() + PiecePool.SLACK];
        return new String(text, 0, put(text, 0), StandardCharsets.US_ASCII);
    }

    /**
     * The revision that an earlier decision was pinned to.
     *
     * @return the revision, or -1 when the request names no pinned decision
     */
    static long pinnedRevision(final RouteRequestFlyweight request) {
        final byte[] bytes = request.bytes();
        final int start = request.offset(RequestFields.PREVIOUS_DECISION_ID);
        final int end = start + request.length(RequestFields.PREVIOUS_DECISION_ID);
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
}
