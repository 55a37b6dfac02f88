package io.kairoute.router.segment;

import io.kairoute.router.Limits;
import io.kairoute.router.key.LittleEndian;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One customer's record, 128 bytes, little-endian.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                  Check (of bytes 4 to 127)                    |
 *  +---------------+---------------+---------------+---------------+
 *  |     Tier      |   Sub-tier    |   Lifecycle   |  Value band   |
 *  +---------------+---------------+---------------+---------------+
 *  |  Churn band   |  Health band  |   Language    | Pref. channel |
 *  +---------------+---------------+---------------+---------------+
 *  |    Consent    |   Reserved    |        Tenure (months)        |
 *  +---------------+---------------+---------------+---------------+
 *  |                Value (cents a year, signed 64)                |
 *  +---------------------------------------------------------------+
 *  |             Updated at (ms since 1970, signed 64)             |
 *  +---------------------------------------------------------------+
 *  |              Account key hash (16 bytes, 0 = none)            |
 *  +---------------------------------------------------------------+
 *  |                 Canonical key hash (16 bytes)                 |
 *  +---------------------------------------------------------------+
 *  |                    Risks (256 bits)                           |
 *  +---------------+-----------------------------------------------+
 *  | Agent length  |      Preferred agent (31 bytes of UTF-8)     ...
 *  +---------------+-----------------------------------------------+
 * </pre>
 *
 * <p>Ordinals are those of {@link ProfileAttribute}. Thread-confined: owned by whoever made it.
 */
public final class ProfileFlyweight {
    /** Bytes of one record. */
    public static final int LENGTH = 128;

    /** Consent bit: the profile may be used to personalize. */
    public static final int CONSENT_PERSONALIZATION = 1;
    /** Consent bit: marketing offers may be made. */
    public static final int CONSENT_MARKETING = 2;

    /** Longs of the risk set. */
    public static final int RISK_WORDS = 4;

    private static final int CHECK_OFFSET = 0;
    private static final int ORDINALS_OFFSET = CHECK_OFFSET + Integer.BYTES;
    private static final int CHECKED_LONGS_OFFSET = ORDINALS_OFFSET + Integer.BYTES;
    private static final int CONSENT_OFFSET = ORDINALS_OFFSET + 8;
    private static final int RESERVED_OFFSET = CONSENT_OFFSET + 1;
    private static final int TENURE_OFFSET = RESERVED_OFFSET + 1;
    private static final int VALUE_OFFSET = TENURE_OFFSET + Short.BYTES;
    private static final int UPDATED_AT_OFFSET = VALUE_OFFSET + Long.BYTES;

    /** Where the account key's hash stands. */
    public static final int ACCOUNT_OFFSET = UPDATED_AT_OFFSET + Long.BYTES;
    /** Where the canonical key's hash stands. */
    public static final int CANONICAL_OFFSET = ACCOUNT_OFFSET + 2 * Long.BYTES;

    private static final int RISKS_OFFSET = CANONICAL_OFFSET + 2 * Long.BYTES;
    private static final int AGENT_LENGTH_OFFSET = RISKS_OFFSET + RISK_WORDS * Long.BYTES;
    private static final int AGENT_OFFSET = AGENT_LENGTH_OFFSET + 1;

    private static final byte[] NOTHING = new byte[LENGTH];
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final byte[] bytes = new byte[LENGTH];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);

    /** The record's bytes; a store copies into them. */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /** The array behind {@link #buffer()}. */
    public byte[] bytes() {
        return bytes;
    }

    /** The ordinals of all word-valued attributes, that of the first in the lowest byte. */
    long ordinals() {
        return LittleEndian.get(bytes, ORDINALS_OFFSET);
    }

    /** Whether ordinals, consent and the key it was found by are all that a decision can read of the record. */
    boolean isLean(final long keyLow, final long keyHigh) {
        long others = (canonicalLow() ^ keyLow) | (canonicalHigh() ^ keyHigh) | preferredAgentLength();
        for (int word = 0; word < RISK_WORDS; word++) {
            others |= riskWord(word);
        }
        return others == 0;
    }

    /** Makes it the record of a customer of whom decisions read no more than this; whatever else there is becomes zero. */
    void lean(final long ordinals, final int consent, final long canonicalLow, final long canonicalHigh) {
        System.arraycopy(NOTHING, 0, bytes, 0, LENGTH);
        LittleEndian.put(bytes, ORDINALS_OFFSET, ordinals);
        bytes[CONSENT_OFFSET] = (byte) consent;
        LittleEndian.put(bytes, CANONICAL_OFFSET, canonicalLow);
        LittleEndian.put(bytes, CANONICAL_OFFSET + Long.BYTES, canonicalHigh);
    }

    /** Zeroes the record. */
    public ProfileFlyweight reset() {
        buffer.setMemory(0, LENGTH, (byte) 0);
        return this;
    }

    /** The ordinal of a word-valued attribute, 0 for not known. {@link ProfileAttribute#RISK} has none. */
    public int ordinal(final ProfileAttribute attribute) {
        return bytes[ORDINALS_OFFSET + attribute.ordinal()] & 0xFF;
    }

    /** Sets the ordinal of a word-valued attribute, 0 to 255. */
    public ProfileFlyweight ordinal(final ProfileAttribute attribute, final int ordinal) {
        checkOrdinal(attribute, ordinal);
        buffer.putByte(ORDINALS_OFFSET + attribute.ordinal(), (byte) ordinal);
        return this;
    }

    /** Whether the profile may be used to personalize. */
    public boolean hasPersonalizationConsent() {
        return (bytes[CONSENT_OFFSET] & CONSENT_PERSONALIZATION) != 0;
    }

    /** The consent bits. */
    public int consent() {
        return bytes[CONSENT_OFFSET] & 0xFF;
    }

    /** Sets the consent bits. */
    public ProfileFlyweight consent(final int bits) {
        buffer.putByte(CONSENT_OFFSET, (byte) bits);
        return this;
    }

    /** Months since the customer came, 0 to 65,535. */
    public int tenureMonths() {
        return buffer.getShort(TENURE_OFFSET, ORDER) & 0xFFFF;
    }

    /** Sets the months since the customer came. */
    public ProfileFlyweight tenureMonths(final int months) {
        buffer.putShort(TENURE_OFFSET, (short) months, ORDER);
        return this;
    }

    /** What the customer is worth, cents a year. */
    public long valueCents() {
        return buffer.getLong(VALUE_OFFSET, ORDER);
    }

    /** Sets what the customer is worth, cents a year. */
    public ProfileFlyweight valueCents(final long cents) {
        buffer.putLong(VALUE_OFFSET, cents, ORDER);
        return this;
    }

    /** When the record last changed, milliseconds since 1970. */
    public long updatedAtMs() {
        return buffer.getLong(UPDATED_AT_OFFSET, ORDER);
    }

    /** Sets when the record last changed. */
    public ProfileFlyweight updatedAtMs(final long ms) {
        buffer.putLong(UPDATED_AT_OFFSET, ms, ORDER);
        return this;
    }

    /** The first half of the account key's hash; both halves 0 for none. */
    public long accountLow() {
        return buffer.getLong(ACCOUNT_OFFSET, ORDER);
    }

    /** The second half of the account key's hash. */
    public long accountHigh() {
        return buffer.getLong(ACCOUNT_OFFSET + Long.BYTES, ORDER);
    }

    /** Sets the account key's hash. */
    public ProfileFlyweight account(final long low, final long high) {
        buffer.putLong(ACCOUNT_OFFSET, low, ORDER);
        buffer.putLong(ACCOUNT_OFFSET + Long.BYTES, high, ORDER);
        return this;
    }

    /** The first half of the canonical key's hash. */
    public long canonicalLow() {
        return buffer.getLong(CANONICAL_OFFSET, ORDER);
    }

    /** The second half of the canonical key's hash. */
    public long canonicalHigh() {
        return buffer.getLong(CANONICAL_OFFSET + Long.BYTES, ORDER);
    }

    /** Sets the canonical key's hash. */
    public ProfileFlyweight canonical(final long low, final long high) {
        buffer.putLong(CANONICAL_OFFSET, low, ORDER);
        buffer.putLong(CANONICAL_OFFSET + Long.BYTES, high, ORDER);
        return this;
    }

    /** One word of the risk set: bit {@code b} of word {@code w} is the risk with ordinal {@code 64 * w + b}. */
    public long riskWord(final int word) {
        return LittleEndian.get(bytes, RISKS_OFFSET + word * Long.BYTES);
    }

    /** Adds one risk, ordinal 1 to 255. */
    public ProfileFlyweight addRisk(final int ordinal) {
        checkOrdinal(ProfileAttribute.RISK, ordinal);
        final int offset = RISKS_OFFSET + (ordinal >> 6) * Long.BYTES;
        buffer.putLong(offset, buffer.getLong(offset, ORDER) | 1L << (ordinal & 63), ORDER);
        return this;
    }

    // One that is too large would be written into the next field.
    private static void checkOrdinal(final ProfileAttribute attribute, final int ordinal) {
        if (ordinal < 0 || ordinal > Limits.PROFILE_VALUES) {
            throw new IllegalArgumentException(
                    "attribute=" + attribute + " ordinal=" + ordinal + " max=" + Limits.PROFILE_VALUES);
        }
    }

    /** Bytes of the preferred agent's id, 0 for none, up to 31. */
    public int preferredAgentLength() {
        return bytes[AGENT_LENGTH_OFFSET] & 0xFF;
    }

    /** Where the preferred agent's id starts in {@link #buffer()}. */
    public int preferredAgentOffset() {
        return AGENT_OFFSET;
    }

    /** Sets the preferred agent's id. */
    public ProfileFlyweight preferredAgent(final DirectBuffer source, final int offset, final int length) {
        if (length < 0 || length > LENGTH - AGENT_OFFSET) {
            throw new IllegalArgumentException("preferred agent length=" + length + " max=" + (LENGTH - AGENT_OFFSET));
        }
        buffer.putByte(AGENT_LENGTH_OFFSET, (byte) length);
        buffer.putBytes(AGENT_OFFSET, source, offset, length);
        return this;
    }

    /** Writes the check over everything behind it; the last step of making a record. */
    public ProfileFlyweight seal() {
        buffer.putInt(CHECK_OFFSET, computeCheck(), ORDER);
        return this;
    }

    /** Whether the check fits what is behind it. */
    public boolean isIntact() {
        return buffer.getInt(CHECK_OFFSET, ORDER) == computeCheck();
    }

    // Multiply-and-rotate folds in four lanes that do not wait for each other, joined at the end: a changed word
    // changes its lane, a changed lane the sum. It finds damage, not malice; the file's owner can write what they like.
    private int computeCheck() {
        long a = 0x9E37_79B9_7F4A_7C15L ^ buffer.getInt(ORDINALS_OFFSET, ORDER);
        long b = fold(0xC2B2_AE3D_27D4_EB4FL, CHECKED_LONGS_OFFSET);
        long c = fold(0x1656_67B1_9E37_79F9L, CHECKED_LONGS_OFFSET + Long.BYTES);
        long d = fold(0x27D4_EB2F_1656_67C5L, CHECKED_LONGS_OFFSET + 2 * Long.BYTES);
        for (int offset = CHECKED_LONGS_OFFSET + 3 * Long.BYTES; offset < LENGTH; offset += 4 * Long.BYTES) {
            a = fold(a, offset);
            b = fold(b, offset + Long.BYTES);
            c = fold(c, offset + 2 * Long.BYTES);
            d = fold(d, offset + 3 * Long.BYTES);
        }
        final long sum = a ^ Long.rotateLeft(b, 17) ^ Long.rotateLeft(c, 34) ^ Long.rotateLeft(d, 51);
        return (int) (sum ^ sum >>> 32);
    }

    private long fold(final long lane, final int offset) {
        return Long.rotateLeft((lane ^ buffer.getLong(offset, ORDER)) * 0xD6E8_FEB8_6659_FD93L, 29);
    }
}
