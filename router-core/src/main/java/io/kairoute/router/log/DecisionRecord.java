package io.kairoute.router.log;

import io.kairoute.router.Limits;
import io.kairoute.router.availability.StatesRead;
import io.kairoute.router.codec.MaskedRequest;
import io.kairoute.router.decide.AccountBuckets;
import io.kairoute.router.decide.Contact;
import io.kairoute.router.decide.DecisionKind;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.Flag;
import io.kairoute.router.key.LittleEndian;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.snapshot.Snapshot;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One recorded decision, little-endian: everything that made it, and what it was.
 *
 * <pre>
 *  offset  bytes
 *       0      1  version
 *       1      1  kind
 *       2      1  keys that were looked up
 *       3      1  what the last lookup gave
 *       4      4  tenant's ordinal
 *       8      8  now of the decision, milliseconds since 1970
 *      16      8  revision
 *      24      8  place in the control log that was folded in
 *      32      1  bits: 1 a set was open, 2 request timestamps count as now
 *      33      1  queue states
 *      34      1  1 where a profile was found
 *      35      1  bytes of the set's version
 *      36      4  bytes of the request
 *      40      4  bytes of the response
 *      44      8  revision that was current
 *      52      2  account buckets
 *      54         the set's version, the profile (128 or 0), queue states (28 each), account buckets (6 each),
 *                 the request with masked keys, the response
 * </pre>
 *
 * <p>Earlier versions are shorter. Up to version 3 there is nothing at 52: four of the bits count the account buckets, in version 1
 * always 0. Up to version 2 there is nothing at 44 either. Thread-confined: owned by whoever made it.
 */
public final class DecisionRecord {
    /** The version that this code writes, and the newest that it reads. */
    public static final int VERSION = 4;

    /** The record was written before records told which revision was current. */
    public static final long UNTOLD = 0;

    /** No set was open, or no typed key was there to look up. */
    public static final int NOT_FOUND = 0;
    /** The last lookup found the profile. */
    public static final int FOUND = 1;
    /** The last lookup got no answer. */
    public static final int UNAVAILABLE = 2;

    /** Bytes of one queue state. */
    static final int STATE_LENGTH = 3 * Integer.BYTES + 2 * Long.BYTES;

    /** Bytes of one account bucket with its seed's hash. */
    static final int BUCKET_LENGTH = Integer.BYTES + Short.BYTES;

    private static final int KIND_OFFSET = 1;
    private static final int LOOKUPS_OFFSET = KIND_OFFSET + 1;
    private static final int RESULT_OFFSET = LOOKUPS_OFFSET + 1;
    private static final int TENANT_OFFSET = RESULT_OFFSET + 1;
    private static final int NOW_OFFSET = TENANT_OFFSET + Integer.BYTES;
    private static final int REVISION_OFFSET = NOW_OFFSET + Long.BYTES;
    private static final int SEQUENCE_OFFSET = REVISION_OFFSET + Long.BYTES;
    private static final int BITS_OFFSET = SEQUENCE_OFFSET + Long.BYTES;
    private static final int STATES_OFFSET = BITS_OFFSET + 1;
    private static final int PROFILE_OFFSET = STATES_OFFSET + 1;
    private static final int SET_VERSION_OFFSET = PROFILE_OFFSET + 1;
    private static final int REQUEST_OFFSET = SET_VERSION_OFFSET + 1;
    private static final int RESPONSE_OFFSET = REQUEST_OFFSET + Integer.BYTES;

    private static final int CURRENT_OFFSET = RESPONSE_OFFSET + Integer.BYTES;

    private static final int BUCKETS_OFFSET = CURRENT_OFFSET + Long.BYTES;

    /** Bytes before the parts of varying length. */
    static final int HEADER_LENGTH = BUCKETS_OFFSET + Short.BYTES;

    /** The most bytes of a record. */
    static final int MOST_BYTES = HEADER_LENGTH
            + Limits.STRING_BYTES
            + ProfileFlyweight.LENGTH
            + StatesRead.MOST * STATE_LENGTH
            + AccountBuckets.MOST * BUCKET_LENGTH
            + MaskedRequest.mostBytes(Limits.REQUEST_BYTES)
            + Limits.RESPONSE_BYTES;

    /** By version, the bytes before the parts of varying length. */
    private static final int[] HEADER_LENGTHS = {0, CURRENT_OFFSET, CURRENT_OFFSET, BUCKETS_OFFSET, HEADER_LENGTH};

    private static final int SET_OPEN = 1;
    private static final int TRUSTS_TIMESTAMPS = 2;
    private static final int BUCKETS_SHIFT = 2;
    private static final int BUCKETS_MASK = 0xF;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[0]);
    private int headerLength = HEADER_LENGTH;

    /** Makes an empty view. */
    public DecisionRecord() {}

    /** Views a record; false when the bytes are none that this code reads. */
    public boolean wrap(final DirectBuffer from, final int offset, final int length) {
        buffer.wrap(from, offset, length);
        if (length < CURRENT_OFFSET || buffer.getByte(0) < 1 || buffer.getByte(0) > VERSION) {
            return false;
        }
        headerLength = HEADER_LENGTHS[buffer.getByte(0)];
        return length >= headerLength && responseEnd() == length;
    }

    /**
     * Writes all that comes before the request.
     *
     * @return where the request is to be written
     */
    static int write(
            final Contact contact,
            final int requestLength,
            final int responseLength,
            final byte[] to,
            final int offset) {
        writeHeader(contact, requestLength, responseLength, to, offset);

        final byte[] setVersion = contact.snapshot().segmentSetVersion();
        int end = offset + HEADER_LENGTH;
        System.arraycopy(setVersion, 0, to, end, setVersion.length);
        end += setVersion.length;
        if (contact.decision.hasProfile) {
            System.arraycopy(contact.profile.bytes(), 0, to, end, ProfileFlyweight.LENGTH);
            end += ProfileFlyweight.LENGTH;
        }
        final StatesRead states = contact.statesRead;
        for (int i = 0; i < states.count(); i++) {
            writeState(states, i, to, end);
            end += STATE_LENGTH;
        }
        final AccountBuckets buckets = contact.accountBuckets;
        for (int i = 0; i < buckets.count(); i++) {
            LittleEndian.putInt(to, end, buckets.seedHash(i));
            LittleEndian.putShort(to, end + Integer.BYTES, (short) buckets.bucket(i));
            end += BUCKET_LENGTH;
        }
        return end;
    }

    private static void writeHeader(
            final Contact contact,
            final int requestLength,
            final int responseLength,
            final byte[] to,
            final int offset) {
        final Snapshot snapshot = contact.snapshot();
        final Decision decision = contact.decision;
        to[offset] = VERSION;
        to[offset + KIND_OFFSET] = contact.kind().code();
        to[offset + LOOKUPS_OFFSET] = (byte) contact.lookups();
        to[offset + RESULT_OFFSET] = (byte) result(decision);
        LittleEndian.putInt(to, offset + TENANT_OFFSET, contact.tenant());
        LittleEndian.put(to, offset + NOW_OFFSET, contact.signals.nowMs());
        LittleEndian.put(to, offset + REVISION_OFFSET, snapshot.revision());
        LittleEndian.put(to, offset + SEQUENCE_OFFSET, snapshot.controlSequence());
        to[offset + BITS_OFFSET] = (byte) ((decision.hasSegmentSet ? SET_OPEN : 0)
                | (contact.signals.trustsClientTimestamps() ? TRUSTS_TIMESTAMPS : 0));
        to[offset + STATES_OFFSET] = (byte) contact.statesRead.count();
        to[offset + PROFILE_OFFSET] = (byte) (decision.hasProfile ? 1 : 0);
        to[offset + SET_VERSION_OFFSET] = (byte) snapshot.segmentSetVersion().length;
        LittleEndian.putInt(to, offset + REQUEST_OFFSET, requestLength);
        LittleEndian.putInt(to, offset + RESPONSE_OFFSET, responseLength);
        LittleEndian.put(to, offset + CURRENT_OFFSET, snapshot.currentRevision());
        LittleEndian.putShort(to, offset + BUCKETS_OFFSET, (short) contact.accountBuckets.count());
    }

    private static int result(final Decision decision) {
        if (decision.hasProfile) {
            return FOUND;
        }
        return (decision.flags & Flag.SEGMENT_UNAVAILABLE.bit()) == 0 ? NOT_FOUND : UNAVAILABLE;
    }

    private static void writeState(final StatesRead states, final int index, final byte[] to, final int offset) {
        LittleEndian.putInt(to, offset, states.queue(index));
        LittleEndian.putInt(to, offset + Integer.BYTES, states.depth(index));
        LittleEndian.putInt(to, offset + 2 * Integer.BYTES, states.available(index));
        LittleEndian.put(to, offset + 3 * Integer.BYTES, states.atMs(index));
        LittleEndian.put(to, offset + 3 * Integer.BYTES + Long.BYTES, states.expectedWaitMs(index));
    }

    /** Whether it is the default that the server's deadline left. */
    public boolean isDeadline() {
        return buffer.getByte(KIND_OFFSET) == DecisionKind.DEADLINE.code();
    }

    /** How many keys were looked up. */
    public int lookups() {
        return buffer.getByte(LOOKUPS_OFFSET);
    }

    /** What the last lookup gave. */
    public int lookupResult() {
        return buffer.getByte(RESULT_OFFSET);
    }

    /** The tenant's ordinal when it was made. */
    public int tenant() {
        return buffer.getInt(TENANT_OFFSET, ORDER);
    }

    /** The now of the decision. */
    public long nowMs() {
        return buffer.getLong(NOW_OFFSET, ORDER);
    }

    /** The revision it was made under. */
    public long revision() {
        return buffer.getLong(REVISION_OFFSET, ORDER);
    }

    /** The newest revision that its node had compiled, under which contacts without a pin were decided; or {@link #UNTOLD}. */
    public long currentRevision() {
        return headerLength > CURRENT_OFFSET ? buffer.getLong(CURRENT_OFFSET, ORDER) : UNTOLD;
    }

    /** The newest control log entry that its snapshot knew. */
    public long controlSequence() {
        return buffer.getLong(SEQUENCE_OFFSET, ORDER);
    }

    /** Whether a set was open. */
    public boolean isSetOpen() {
        return (buffer.getByte(BITS_OFFSET) & SET_OPEN) != 0;
    }

    /** Whether a request's timestamp counted as now. */
    public boolean trustsTimestamps() {
        return (buffer.getByte(BITS_OFFSET) & TRUSTS_TIMESTAMPS) != 0;
    }

    /** How many queue states were looked at. */
    public int stateCount() {
        return buffer.getByte(STATES_OFFSET);
    }

    /** Whether a profile was found. */
    public boolean hasProfile() {
        return buffer.getByte(PROFILE_OFFSET) != 0;
    }

    /** The version of the segment set; empty without one. */
    public String setVersion() {
        return buffer.getStringWithoutLengthUtf8(headerLength, setVersionLength());
    }

    /** Copies the profile. */
    public void profile(final MutableDirectBuffer into) {
        into.putBytes(0, buffer, profileOffset(), ProfileFlyweight.LENGTH);
    }

    /** The queue of one state, by its position in the revision's table. */
    public int stateQueue(final int index) {
        return buffer.getInt(stateOffset(index), ORDER);
    }

    /** The depth of one state. */
    public int stateDepth(final int index) {
        return buffer.getInt(stateOffset(index) + Integer.BYTES, ORDER);
    }

    /** The free agents of one state. */
    public int stateAvailable(final int index) {
        return buffer.getInt(stateOffset(index) + 2 * Integer.BYTES, ORDER);
    }

    /** When one state was so. */
    public long stateAtMs(final int index) {
        return buffer.getLong(stateOffset(index) + 3 * Integer.BYTES, ORDER);
    }

    /** The expected wait of one state. */
    public long stateWaitMs(final int index) {
        return buffer.getLong(stateOffset(index) + 3 * Integer.BYTES + Long.BYTES, ORDER);
    }

    /** The record's bytes. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** How many buckets experiments computed of the account key. */
    public int accountBuckets() {
        return headerLength == HEADER_LENGTH
                ? buffer.getShort(BUCKETS_OFFSET, ORDER)
                : buffer.getByte(BITS_OFFSET) >>> BUCKETS_SHIFT & BUCKETS_MASK;
    }

    /** The hash of the seed of one of these. */
    public int accountSeed(final int index) {
        return buffer.getInt(bucketOffset(index), ORDER);
    }

    /** One of these buckets. */
    public int accountBucket(final int index) {
        return buffer.getShort(bucketOffset(index) + Integer.BYTES, ORDER);
    }

    /** Where the request starts. */
    public int requestOffset() {
        return bucketOffset(accountBuckets());
    }

    /** The request's bytes. */
    public int requestLength() {
        return buffer.getInt(REQUEST_OFFSET, ORDER);
    }

    /** Where the response starts. */
    public int responseOffset() {
        return requestOffset() + requestLength();
    }

    /** The response's bytes. */
    public int responseLength() {
        return buffer.getInt(RESPONSE_OFFSET, ORDER);
    }

    private int bucketOffset(final int index) {
        return stateOffset(stateCount()) + index * BUCKET_LENGTH;
    }

    private int setVersionLength() {
        return buffer.getByte(SET_VERSION_OFFSET) & 0xFF;
    }

    private int profileOffset() {
        return headerLength + setVersionLength();
    }

    private int stateOffset(final int index) {
        return profileOffset() + (hasProfile() ? ProfileFlyweight.LENGTH : 0) + index * STATE_LENGTH;
    }

    // Lengths from a damaged record may be anything; their sum in longs cannot wrap.
    private long responseEnd() {
        return requestLength() < 0 || responseLength() < 0 || stateCount() < 0 || accountBuckets() < 0
                ? -1
                : (long) requestOffset() + requestLength() + responseLength();
    }
}
