package io.kairoute.gateway.tally;

import io.kairoute.router.Limits;
import io.kairoute.router.codec.ResponseFields;
import io.kairoute.router.log.DecisionRecord;

/**
 * Finds in the bytes of one answer what is counted, in one pass over its top-level fields. Thread-confined: owned by its tally.
 *
 * <p>Words are places in {@link #bytes}: where they begin, and how long they are. A field that is absent has length 0.
 */
final class AnswerScan {
    /** How many rules and guardrails an answer tells of at most. */
    static final int MOST_LISTED = 32;

    /** The highest number of a field that is looked at. */
    static final int MOST_FIELD = ResponseFields.GUARDRAILS;

    private static final int TYPE_BITS = 3;
    private static final int TYPE_MASK = (1 << TYPE_BITS) - 1;
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int MOST_SHIFT = 63;
    private static final int GROUP_BITS = 7;
    private static final int GROUP_MASK = (1 << GROUP_BITS) - 1;

    private final byte[] bytes = new byte[Limits.RESPONSE_BYTES + 2 * WordTable.SLACK_BYTES];
    private final int[] at = new int[MOST_FIELD + 1];
    private final int[] length = new int[MOST_FIELD + 1];
    private final int[] rules = new int[MOST_LISTED];
    private final int[] guardrails = new int[MOST_LISTED];
    private int ruleCount;
    private int guardrailCount;
    private int position;
    private int priority;
    private long revision;
    private boolean isHoldout;

    /** Reads the answer of a record; what follows something that cannot be read counts as absent. */
    void read(final DecisionRecord record) {
        final int end = Math.min(record.responseLength(), Limits.RESPONSE_BYTES);
        record.buffer().getBytes(record.responseOffset(), bytes, 0, end);
        clear();
        position = 0;
        while (position < end && field(end)) {
            // The next one follows.
        }
    }

    private void clear() {
        // Only these are asked for.
        length[ResponseFields.DECISION_ID] = 0;
        length[ResponseFields.QUEUE] = 0;
        length[ResponseFields.OCCASION] = 0;
        length[ResponseFields.OCCASION_SOURCE] = 0;
        length[ResponseFields.BAND] = 0;
        length[ResponseFields.TIER] = 0;
        length[ResponseFields.FALLBACK_CAUSE] = 0;
        length[ResponseFields.EXPERIMENT] = 0;
        length[ResponseFields.ARM] = 0;
        ruleCount = 0;
        guardrailCount = 0;
        priority = 0;
        revision = 0;
        isHoldout = false;
    }

    // False where the bytes are no message of ours.
    private boolean field(final int end) {
        final int tag = (int) varint(end);
        final int field = tag >>> TYPE_BITS;
        switch (tag & TYPE_MASK) {
            case VARINT -> number(field, varint(end));
            case BYTES -> {
                final int size = (int) varint(end);
                if (size < 0 || size > end - position) {
                    return false;
                }
                text(field, size);
                position += size;
            }
            case FIXED64 -> position += Long.BYTES;
            case FIXED32 -> position += Integer.BYTES;
            default -> {
                return false;
            }
        }
        return true;
    }

    private void number(final int field, final long value) {
        switch (field) {
            case ResponseFields.PRIORITY -> priority = (int) value;
            case ResponseFields.TABLE_REVISION -> revision = value;
            case ResponseFields.HOLDOUT -> isHoldout = value != 0;
            default -> {
                // Nothing that is counted.
            }
        }
    }

    private void text(final int field, final int size) {
        if (field == ResponseFields.RULE_IDS) {
            if (ruleCount < MOST_LISTED) {
                rules[ruleCount++] = listed(size);
            }
        } else if (field == ResponseFields.GUARDRAILS) {
            if (guardrailCount < MOST_LISTED) {
                guardrails[guardrailCount++] = listed(size);
            }
        } else if (field <= MOST_FIELD) {
            at[field] = position;
            length[field] = size;
        }
    }

    // Place and length in one number: an answer has at most 65,536 bytes, a word at most 255.
    private int listed(final int size) {
        return position << Byte.SIZE | Math.min(size, (1 << Byte.SIZE) - 1);
    }

    private long varint(final int end) {
        final byte first = bytes[position++];
        if (first >= 0) {
            return first;
        }
        long value = first & GROUP_MASK;
        for (int shift = GROUP_BITS; shift <= MOST_SHIFT && position < end; shift += GROUP_BITS) {
            final byte next = bytes[position++];
            value |= (long) (next & GROUP_MASK) << shift;
            if (next >= 0) {
                return value;
            }
        }
        return -1;
    }

    /** The answer, with some bytes behind it that mean nothing. */
    byte[] bytes() {
        return bytes;
    }

    int at(final int field) {
        return at[field];
    }

    int length(final int field) {
        return length[field];
    }

    int priority() {
        return priority;
    }

    long revision() {
        return revision;
    }

    boolean isHoldout() {
        return isHoldout;
    }

    int ruleCount() {
        return ruleCount;
    }

    /** Where one of the rules begins, times 256, and its length. */
    int rule(final int index) {
        return rules[index];
    }

    int guardrailCount() {
        return guardrailCount;
    }

    /** Where one of the guardrails begins, times 256, and its length. */
    int guardrail(final int index) {
        return guardrails[index];
    }
}
