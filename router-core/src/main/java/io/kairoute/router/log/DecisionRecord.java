package io.kairoute.router.log;

import io.kairoute.router.snapshot.Snapshot;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One recorded decision, little-endian: everything that made it, and what it was.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------+---------------+---------------+---------------+
 *  |    Version    |     Kind      |    Lookups    | Lookup result |
 *  +---------------+---------------+---------------+---------------+
 *  |                       Tenant's ordinal                        |
 *  +---------------------------------------------------------------+
 *  |          Now of the decision (ms since 1970, signed 64)       |
 *  +---------------------------------------------------------------+
 *  |                    Revision (signed 64)                       |
 *  +---------------------------------------------------------------+
 *  |       Place in the control log that was folded in (64)        |
 *  +---------------+---------------+---------------+---------------+
 *  | Bits          | Queue states  |  Has profile  |  Set version  |
 *  +---------------+---------------+---------------+---------------+
 *  |                       Request's bytes                         |
 *  +---------------------------------------------------------------+
 *  |                       Response's bytes                        |
 *  +---------------------------------------------------------------+
 *  |           Revision that was current (signed 64)               |
 *  +---------------------------------------------------------------+
 *  |  Set version, profile (128 or 0), queue states (28 each),     |
 *  |  account buckets (6 each), request with masked keys, response...
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * <p>Of the bits, 1 says that a set was open and 2 that request timestamps count as now; the next four count the buckets that
 * experiments computed of the account key. Records of version 1 have none. Those of versions 1 and 2 do not tell which revision
 * was current, and all that follows it begins eight bytes earlier. Thread-confined: owned by whoever made it.
 */
public final class DecisionRecord {
    /** The version that this code writes, and the newest that it reads. */
    public static final int VERSION = 3;

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

    /** Bytes before the parts of varying length. */
    static final int HEADER_LENGTH = CURRENT_OFFSET + Long.BYTES;

    /** The first version that tells which revision was current. */
    private static final int TELLS_CURRENT = 3;

    private static final int SET_OPEN = 1;
    private static final int TRUSTS_TIMESTAMPS = 2;
    private static final int BUCKETS_SHIFT = 2;
    private static final int BUCKETS_MASK = 0xF;
    private static final int PROFILE_LENGTH = 128;
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
        headerLength = buffer.getByte(0) < TELLS_CURRENT ? CURRENT_OFFSET : HEADER_LENGTH;
        return responseEnd() == length;
    }

    void write(
            final MutableDirectBuffer to,
            final int kind,
            final int lookups,
            final int result,
            final int tenant,
            final long nowMs,
            final Snapshot snapshot) {
        to.putByte(0, (byte) VERSION);
        to.putByte(KIND_OFFSET, (byte) kind);
        to.putByte(LOOKUPS_OFFSET, (byte) lookups);
        to.putByte(RESULT_OFFSET, (byte) result);
        to.putInt(TENANT_OFFSET, tenant, ORDER);
        to.putLong(NOW_OFFSET, nowMs, ORDER);
        to.putLong(REVISION_OFFSET, snapshot.revision(), ORDER);
        to.putLong(SEQUENCE_OFFSET, snapshot.controlSequence(), ORDER);
        to.putLong(CURRENT_OFFSET, snapshot.currentRevision(), ORDER);
    }

    void writeLengths(
            final MutableDirectBuffer to,
            final boolean isSetOpen,
            final boolean trustsTimestamps,
            final int states,
            final int accountBuckets,
            final boolean hasProfile,
            final int setVersionLength,
            final int requestLength,
            final int responseLength) {
        to.putByte(BITS_OFFSET, (byte) ((isSetOpen ? SET_OPEN : 0)
                | (trustsTimestamps ? TRUSTS_TIMESTAMPS : 0)
                | accountBuckets << BUCKETS_SHIFT));
        to.putByte(STATES_OFFSET, (byte) states);
        to.putByte(PROFILE_OFFSET, (byte) (hasProfile ? 1 : 0));
        to.putByte(SET_VERSION_OFFSET, (byte) setVersionLength);
        to.putInt(REQUEST_OFFSET, requestLength, ORDER);
        to.putInt(RESPONSE_OFFSET, responseLength, ORDER);
    }

    /** What kind of decision it was. */
    public int kind() {
        return buffer.getByte(KIND_OFFSET);
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
        return headerLength == HEADER_LENGTH ? buffer.getLong(CURRENT_OFFSET, ORDER) : UNTOLD;
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
        into.putBytes(0, buffer, profileOffset(), PROFILE_LENGTH);
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
        return buffer.getByte(BITS_OFFSET) >>> BUCKETS_SHIFT & BUCKETS_MASK;
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
        return profileOffset() + (hasProfile() ? PROFILE_LENGTH : 0) + index * STATE_LENGTH;
    }

    // Lengths from a damaged record may be anything; their sum in longs cannot wrap.
    private long responseEnd() {
        return requestLength() < 0 || responseLength() < 0 || stateCount() < 0
                ? -1
                : (long) requestOffset() + requestLength() + responseLength();
    }
}
