package io.kairoute.gateway.tally;

import io.kairoute.router.Limits;
import io.kairoute.router.codec.ResponseFields;
import io.kairoute.router.key.LittleEndian;
import io.kairoute.router.log.DecisionRecord;
import java.util.Arrays;

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

    private static final int GROUP_BITS = 7;
    private static final int GROUP_MASK = (1 << GROUP_BITS) - 1;
    private static final int SECOND_GROUP_MASK = GROUP_MASK << GROUP_BITS;

    /** The bit by which the first byte of a varint says that a second one follows, and that by which the second one does. */
    private static final int FIRST_GOES_ON = 1 << GROUP_BITS;

    private static final int SECOND_GOES_ON = FIRST_GOES_ON << Byte.SIZE;
    private static final long LAST_BYTES = 0x8080_8080_8080_8080L;

    /** A number of so many bytes lies whole within the eight that a tag begins. */
    private static final int MOST_IN_HEAD = 6;

    private static final int LISTED_MASK = (1 << Byte.SIZE) - 1;

    /** The fields that are counted by their words. */
    private static final int[] WORDS = {
        ResponseFields.OCCASION,
        ResponseFields.OCCASION_SOURCE,
        ResponseFields.BAND,
        ResponseFields.TIER,
        ResponseFields.QUEUE,
        ResponseFields.FALLBACK_CAUSE,
        ResponseFields.EXPERIMENT,
        ResponseFields.ARM
    };

    private final byte[] bytes = new byte[Limits.RESPONSE_BYTES + 2 * Word.SLACK_BYTES];
    private final int[] at = new int[MOST_FIELD + 1];
    private final long[] sizes = new long[MOST_FIELD + 1];
    private final long[] numbers = new long[MOST_FIELD + 1];
    private final int[] rules = new int[MOST_LISTED];
    private final int[] guardrails = new int[MOST_LISTED];
    private int ruleCount;
    private int guardrailCount;

    /** Reads the answer of a record; what follows something that cannot be read counts as absent. */
    void read(final DecisionRecord record) {
        final int end = Math.min(record.responseLength(), Limits.RESPONSE_BYTES);
        record.buffer().getBytes(record.responseOffset(), bytes, 0, end);
        Arrays.fill(sizes, 0);
        // Only these are asked for.
        numbers[ResponseFields.PRIORITY] = 0;
        numbers[ResponseFields.TABLE_REVISION] = 0;
        numbers[ResponseFields.HOLDOUT] = 0;
        ruleCount = 0;
        guardrailCount = 0;
        int next = 0;
        while (next < end) {
            next = field(next, end);
        }
    }

    // Where the next field begins; the end where the bytes are no message of ours. Nearly all have a tag of one byte or
    // two, and are read
    // with one access: where the next one begins hangs on little more than that.
    private int field(final int begin, final int end) {
        final long head = LittleEndian.get(bytes, begin);
        if ((head & FIRST_GOES_ON) == 0) {
            return behindTag((int) head & GROUP_MASK, head >>> Byte.SIZE, begin + 1, end);
        }
        if ((head & SECOND_GOES_ON) == 0) {
            final int tag = (int) (head & GROUP_MASK) | ((int) (head >>> 1) & SECOND_GROUP_MASK);
            return behindTag(tag, head >>> (2 * Byte.SIZE), begin + 2, end);
        }
        return anyField(begin, end);
    }

    private int behindTag(final int tag, final long rest, final int from, final int end) {
        final int type = tag & TYPE_MASK;
        if (type == BYTES && (rest & FIRST_GOES_ON) == 0) {
            return take(tag, from + 1, rest & GROUP_MASK, end);
        }
        final int size = (Long.numberOfTrailingZeros(~rest & LAST_BYTES) >>> TYPE_BITS) + 1;
        if (type == VARINT && size <= MOST_IN_HEAD) {
            final int field = tag >>> TYPE_BITS;
            return isCounted(field) ? take(tag, from + size, varint(from, from + size), end) : from + size;
        }
        return anyField(from - (tag > GROUP_MASK ? 2 : 1), end);
    }

    private static boolean isCounted(final int number) {
        return number == ResponseFields.PRIORITY
                || number == ResponseFields.TABLE_REVISION
                || number == ResponseFields.HOLDOUT;
    }

    private int anyField(final int begin, final int end) {
        final int from = behindVarint(begin, end);
        final int tag = (int) varint(begin, from);
        final int behind = behindVarint(from, end);
        return switch (tag & TYPE_MASK) {
            case BYTES, VARINT -> take(tag, behind, varint(from, behind), end);
            case FIXED64 -> from + Long.BYTES;
            case FIXED32 -> from + Integer.BYTES;
            default -> end;
        };
    }

    // Bytes of a size from there on, or a number that ends there.
    private int take(final int tag, final int from, final long value, final int end) {
        final boolean isBytes = (tag & TYPE_MASK) == BYTES;
        if (from > end || (isBytes && (value < 0 || value > end - from))) {
            return end;
        }
        final int field = tag >>> TYPE_BITS;
        if (field == ResponseFields.RULE_IDS && isBytes) {
            if (ruleCount < MOST_LISTED) {
                rules[ruleCount++] = listed(from, (int) value);
            }
        } else if (field == ResponseFields.GUARDRAILS && isBytes) {
            if (guardrailCount < MOST_LISTED) {
                guardrails[guardrailCount++] = listed(from, (int) value);
            }
        } else if (field >= 0 && field <= MOST_FIELD) {
            at[field] = from;
            (isBytes ? sizes : numbers)[field] = value;
        }
        return isBytes ? from + (int) value : from;
    }

    // Place and length in one number: an answer has at most 65,536 bytes, a word at most 255.
    private static int listed(final int from, final int size) {
        return from << Byte.SIZE | Math.min(size, LISTED_MASK);
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

    /** Writes what tells the answer from those that are counted otherwise; false where it is too long for that. */
    boolean key(final AnswerKey key) {
        key.clear();
        key.add(revision());
        key.add(ruleCount << Byte.SIZE | guardrailCount << 1 | (isHoldout() ? 1 : 0));
        boolean hasRoom = true;
        for (final int field : WORDS) {
            hasRoom = hasRoom && key(key, at[field], length(field));
        }
        for (int i = 0; i < ruleCount; i++) {
            hasRoom = hasRoom && key(key, rules[i] >>> Byte.SIZE, rules[i] & LISTED_MASK);
        }
        for (int i = 0; i < guardrailCount; i++) {
            hasRoom = hasRoom && key(key, guardrails[i] >>> Byte.SIZE, guardrails[i] & LISTED_MASK);
        }
        return hasRoom;
    }

    private boolean key(final AnswerKey key, final int from, final int length) {
        if (!key.hasRoom(length)) {
            return false;
        }
        key.add(bytes, from, length);
        return true;
    }

    /** The answer, with some bytes behind it that mean nothing. */
    byte[] bytes() {
        return bytes;
    }

    int at(final int field) {
        return at[field];
    }

    int length(final int field) {
        return (int) sizes[field];
    }

    int priority() {
        return (int) numbers[ResponseFields.PRIORITY];
    }

    long revision() {
        return numbers[ResponseFields.TABLE_REVISION];
    }

    boolean isHoldout() {
        return numbers[ResponseFields.HOLDOUT] != 0;
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
