package io.kairoute.gateway.tally;

import io.kairoute.router.Limits;
import io.kairoute.router.codec.ResponseFields;
import io.kairoute.router.key.LittleEndian;
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
    private static final long TOP = 0x80;
    private static final long SHORT_HEAD_TOPS = 0x8080;
    private static final long LONG_HEAD_TOPS = 0x808080;
    private static final int GROUP_BITS = 7;
    private static final int GROUP_MASK = (1 << GROUP_BITS) - 1;

    private final byte[] bytes = new byte[Limits.RESPONSE_BYTES + 2 * Word.SLACK_BYTES];
    private final int[] at = new int[MOST_FIELD + 1];
    private final int[] length = new int[MOST_FIELD + 1];
    private final int[] rules = new int[MOST_LISTED];
    private final int[] guardrails = new int[MOST_LISTED];
    private int ruleCount;
    private int guardrailCount;
    private int priority;
    private long revision;
    private boolean isHoldout;

    /** Reads the answer of a record; what follows something that cannot be read counts as absent. */
    void read(final DecisionRecord record) {
        final int end = Math.min(record.responseLength(), Limits.RESPONSE_BYTES);
        record.buffer().getBytes(record.responseOffset(), bytes, 0, end);
        clear();
        int at = 0;
        while (at < end) {
            at = field(at, end);
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

    // Where the next field begins; the end where the bytes are no message of ours. Nearly all have a tag of one byte or
    // two, and behind
    // it a size or a number of one byte: these are read with one access.
    private int field(final int begin, final int end) {
        final long head = LittleEndian.get(bytes, begin);
        if ((head & SHORT_HEAD_TOPS) == 0) {
            return field((int) head & GROUP_MASK, begin + 1, begin + 2, (head >>> Byte.SIZE) & GROUP_MASK, end);
        }
        if ((head & LONG_HEAD_TOPS) == TOP) {
            final int tag = (int) ((head & GROUP_MASK) | ((head >>> 1) & ((long) GROUP_MASK << GROUP_BITS)));
            return field(tag, begin + 2, begin + 3, (head >>> (2 * Byte.SIZE)) & GROUP_MASK, end);
        }
        final int from = behindVarint(begin, end);
        final int behind = behindVarint(from, end);
        return field((int) varint(begin, from), from, behind, varint(from, behind), end);
    }

    private int field(final int tag, final int from, final int behind, final long value, final int end) {
        if (behind > end) {
            return end;
        }
        switch (tag & TYPE_MASK) {
            case BYTES -> {
                if (value < 0 || value > end - behind) {
                    return end;
                }
                text(tag >>> TYPE_BITS, behind, (int) value);
                return behind + (int) value;
            }
            case VARINT -> {
                number(tag >>> TYPE_BITS, value);
                return behind;
            }
            case FIXED64 -> {
                return from + Long.BYTES;
            }
            case FIXED32 -> {
                return from + Integer.BYTES;
            }
            default -> {
                return end;
            }
        }
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

    private void text(final int field, final int from, final int size) {
        if (field == ResponseFields.RULE_IDS) {
            if (ruleCount < MOST_LISTED) {
                rules[ruleCount++] = listed(from, size);
            }
        } else if (field == ResponseFields.GUARDRAILS) {
            if (guardrailCount < MOST_LISTED) {
                guardrails[guardrailCount++] = listed(from, size);
            }
        } else if (field <= MOST_FIELD) {
            at[field] = from;
            length[field] = size;
        }
    }

    // Place and length in one number: an answer has at most 65,536 bytes, a word at most 255.
    private static int listed(final int from, final int size) {
        return from << Byte.SIZE | Math.min(size, (1 << Byte.SIZE) - 1);
    }

    // Where a number ends that begins there; at most one byte behind the end of all.
    private int behindVarint(final int from, final int end) {
        int last = from;
        while (last < end && bytes[last] < 0) {
            last++;
        }
        return last + 1;
    }

    private long varint(final int from, final int behind) {
        long value = 0;
        for (int i = behind - 1; i >= from; i--) {
            value = (value << GROUP_BITS) | (bytes[i] & GROUP_MASK);
        }
        return value;
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
