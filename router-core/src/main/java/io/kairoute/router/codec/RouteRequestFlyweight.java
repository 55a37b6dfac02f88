package io.kairoute.router.codec;

import io.kairoute.router.Limits;
import io.kairoute.router.RouteStatus;
import io.kairoute.router.key.LittleEndian;
import org.agrona.DirectBuffer;

/**
 * Reads one RouteRequest, and in one pass leaves offsets, lengths and primitives.
 *
 * <p>The layout is protobuf's; field numbers are those of {@code kairoute/routing/v1/routing.proto}, and a test proves
 * them equal to the generated messages. Unknown fields are skipped, of repeated scalars the last one counts, strings are
 * checked to be UTF-8 and within {@link Limits}. An absent string has length 0.
 *
 * <p>A message is always read from an array. An access to an array costs one comparison; an access to any {@link DirectBuffer} costs
 * five loads. If the message lies in an array that goes on for {@link PiecePool#SLACK} bytes behind it, it is read in place, and
 * that array must stay as it is until the next message is read. Otherwise the message is copied first. Thread-confined: owned by its
 * router.
 */
public final class RouteRequestFlyweight {
    private static final int ALTERNATIVE_OCCASION = 1;
    private static final int ALTERNATIVE_INTENT = 2;
    private static final int ALTERNATIVE_CONFIDENCE = 3;
    private static final int TIMESTAMP_SECONDS = 1;
    private static final int TIMESTAMP_NANOS = 2;
    private static final int ENTRY_KEY = 1;
    private static final int ENTRY_VALUE = 2;
    private static final int ENTRY_FIELD_COUNT = ENTRY_VALUE + 1;

    private static final long[] NO_STRINGS = new long[RequestFields.COUNT];

    private final ProtoReader reader = new ProtoReader();
    private final ProtoReader nested = new ProtoReader();
    // Of each field that is a string, where it starts and, in the lower half, its length.
    private final long[] strings = new long[RequestFields.COUNT];
    // Not 0 when a string was there before: a string does not start at 0, which is where its tag is at the earliest.
    private long repeated;
    private final int[] alternateKeyOffsets = new int[Limits.ALTERNATE_KEYS];
    private final int[] alternateKeyLengths = new int[Limits.ALTERNATE_KEYS];
    private final int[] alternativeOffsets = new int[2 * Limits.ALTERNATIVES];
    private final int[] alternativeLengths = new int[2 * Limits.ALTERNATIVES];
    private final double[] alternativeConfidences = new double[Limits.ALTERNATIVES];
    private final int[] labelOffsets = new int[2 * Limits.LABELS];
    private final int[] labelLengths = new int[2 * Limits.LABELS];
    private final int[] entryOffsets = new int[ENTRY_FIELD_COUNT];
    private final int[] entryLengths = new int[ENTRY_FIELD_COUNT];

    private final byte[] copy = new byte[Limits.REQUEST_BYTES + PiecePool.SLACK];
    private byte[] bytes = copy;
    private int start;
    private int messageLength;
    private int alternateKeyCount;
    private int alternativeCount;
    private int labelCount;
    private double confidence;
    private double intentConfidence;
    private boolean hasTimestamp;
    private long timestampSeconds;
    private int timestampNanos;
    private long waitedMs;
    private int attempt;
    private int explain;
    private boolean dryRun;
    private int status;
    private int faultField;

    /**
     * Reads a message.
     *
     * @return 0, {@link RouteStatus#MALFORMED} or {@link RouteStatus#LIMIT_EXCEEDED}; what is behind a refusal is
     *     undefined, apart from {@link #faultField()}
     */
    public int wrap(final DirectBuffer buffer, final int offset, final int length) {
        reset();
        if (length > Limits.REQUEST_BYTES) {
            return RouteStatus.LIMIT_EXCEEDED;
        }
        buffer.boundsCheck(offset, length);
        hold(buffer, offset, length);
        messageLength = length;
        final int end = start + length;
        int position = start;
        while (position < end) {
            final int behind = readShortString(position, end);
            if (behind == StringLimits.NONE) {
                reader.wrap(bytes, position, end - position);
                readField(reader.readTag());
                if (reader.isMalformed()) {
                    return RouteStatus.MALFORMED;
                }
                if (status != 0) {
                    return status;
                }
                position = reader.position();
            } else {
                position = behind;
            }
        }
        return 0;
    }

    private void hold(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] array = buffer.byteArray();
        byte[] held = copy;
        start = 0;
        if (array != null && array.length - length - PiecePool.SLACK >= buffer.wrapAdjustment() + offset) {
            held = array;
            start = buffer.wrapAdjustment() + offset;
        } else {
            buffer.getBytes(offset, copy, 0, length);
        }
        // Nearly always the same array; a reference that is not written needs no card mark.
        if (bytes != held) {
            bytes = held;
        }
    }

    // Nearly every field is a valid string of up to 127 bytes under a tag of one or two bytes. Returns the position
    // behind
    // such a string. For any other field it returns StringLimits.NONE and has changed nothing. Tag and length are read
    // as
    // one word. Part of that word may lie behind the message, and then the string does not fit either.
    private int readShortString(final int from, final int end) {
        long word = LittleEndian.get(bytes, from);
        int tag = (int) word & 0xFF;
        int start = from + 2;
        if (tag >= ProtoReader.CONTINUE) {
            tag = (tag & ProtoReader.PAYLOAD) + ((int) (word >>> 1) & 0x7F80);
            word >>>= Byte.SIZE;
            start++;
        }
        final int length = (int) (word >>> Byte.SIZE) & 0xFF;
        if (tag >= StringLimits.SHORT_BY_TAG.length
                || length > StringLimits.SHORT_BY_TAG[tag]
                || length > end - start
                || !Utf8.isValid(bytes, start, length)) {
            return StringLimits.NONE;
        }
        put(ProtoReader.fieldOf(tag), start, length);
        return start + length;
    }

    private void put(final int field, final int offset, final int length) {
        repeated |= strings[field];
        strings[field] = (long) offset << Integer.SIZE | length;
    }

    private void reset() {
        System.arraycopy(NO_STRINGS, 0, strings, 0, RequestFields.COUNT);
        repeated = 0;
        alternateKeyCount = 0;
        alternativeCount = 0;
        labelCount = 0;
        confidence = 1.0;
        intentConfidence = 1.0;
        hasTimestamp = false;
        timestampSeconds = 0;
        timestampNanos = 0;
        waitedMs = 0;
        attempt = 0;
        explain = 0;
        dryRun = false;
        status = 0;
        faultField = 0;
    }

    private void readField(final int tag) {
        final int field = ProtoReader.fieldOf(tag);
        switch (ProtoReader.wireTypeOf(tag)) {
            case ProtoReader.WIRE_BYTES -> readBytes(field);
            case ProtoReader.WIRE_VARINT -> readNumber(field, reader.readVarint());
            case ProtoReader.WIRE_FIXED64 -> readDouble(field, reader.readFixed64());
            default -> reader.skip(ProtoReader.wireTypeOf(tag));
        }
    }

    private void readNumber(final int field, final long value) {
        switch (field) {
            case RequestFields.WAITED_MS -> waitedMs = value;
            case RequestFields.ATTEMPT -> attempt = (int) value;
            case RequestFields.EXPLAIN -> explain = (int) value;
            case RequestFields.DRY_RUN -> dryRun = value != 0;
            default -> {}
        }
    }

    private void readDouble(final int field, final long bits) {
        switch (field) {
            case RequestFields.CONFIDENCE -> confidence = Double.longBitsToDouble(bits);
            case RequestFields.INTENT_CONFIDENCE -> intentConfidence = Double.longBitsToDouble(bits);
            default -> {}
        }
    }

    private void readBytes(final int field) {
        final int length = reader.readLength();
        final int offset = reader.position();
        reader.advance(length);
        if (field < 0 || field >= RequestFields.COUNT || reader.isMalformed()) {
            return;
        }
        final int limit = StringLimits.BY_FIELD[field];
        if (limit > 0) {
            if (isGoodString(field, offset, length, limit)) {
                put(field, offset, length);
            }
            return;
        }
        switch (field) {
            case RequestFields.ALTERNATE_KEYS -> readAlternateKey(offset, length);
            case RequestFields.ALTERNATIVES -> readAlternative(offset, length);
            case RequestFields.LABELS -> readLabel(offset, length);
            case RequestFields.TIMESTAMP -> readTimestamp(offset, length);
            default -> {}
        }
    }

    private void readAlternateKey(final int offset, final int length) {
        if (alternateKeyCount == Limits.ALTERNATE_KEYS) {
            refuse(RouteStatus.LIMIT_EXCEEDED, RequestFields.ALTERNATE_KEYS);
        } else if (isGoodString(RequestFields.ALTERNATE_KEYS, offset, length, Limits.KEY_BYTES)) {
            alternateKeyOffsets[alternateKeyCount] = offset;
            alternateKeyLengths[alternateKeyCount++] = length;
        }
    }

    private void readAlternative(final int offset, final int length) {
        if (alternativeCount == Limits.ALTERNATIVES) {
            refuse(RouteStatus.LIMIT_EXCEEDED, RequestFields.ALTERNATIVES);
            return;
        }
        final int index = alternativeCount++;
        alternativeOffsets[2 * index] = 0;
        alternativeOffsets[2 * index + 1] = 0;
        alternativeLengths[2 * index] = 0;
        alternativeLengths[2 * index + 1] = 0;
        alternativeConfidences[index] = 1.0;
        nested.wrap(bytes, offset, length);
        while (nested.hasNext()) {
            final int tag = nested.readTag();
            if (tag == ProtoReader.tagOf(ALTERNATIVE_OCCASION, ProtoReader.WIRE_BYTES)) {
                readNestedString(
                        RequestFields.ALTERNATIVES,
                        alternativeOffsets,
                        alternativeLengths,
                        2 * index,
                        Limits.STRING_BYTES);
            } else if (tag == ProtoReader.tagOf(ALTERNATIVE_INTENT, ProtoReader.WIRE_BYTES)) {
                readNestedString(
                        RequestFields.ALTERNATIVES,
                        alternativeOffsets,
                        alternativeLengths,
                        2 * index + 1,
                        Limits.STRING_BYTES);
            } else if (tag == ProtoReader.tagOf(ALTERNATIVE_CONFIDENCE, ProtoReader.WIRE_FIXED64)) {
                alternativeConfidences[index] = Double.longBitsToDouble(nested.readFixed64());
            } else {
                nested.skip(ProtoReader.wireTypeOf(tag));
            }
        }
        endNested(RequestFields.ALTERNATIVES);
    }

    // A map: of two entries with one key the later counts, in the place of the earlier. What an entry says twice is
    // checked twice, though only the later counts: so do the generated messages.
    private void readLabel(final int offset, final int length) {
        entryOffsets[ENTRY_KEY] = offset;
        entryOffsets[ENTRY_VALUE] = offset;
        entryLengths[ENTRY_KEY] = 0;
        entryLengths[ENTRY_VALUE] = 0;
        nested.wrap(bytes, offset, length);
        while (nested.hasNext()) {
            final int tag = nested.readTag();
            if (tag == ProtoReader.tagOf(ENTRY_KEY, ProtoReader.WIRE_BYTES)) {
                readNestedString(RequestFields.LABELS, entryOffsets, entryLengths, ENTRY_KEY, Limits.LABEL_NAME_BYTES);
            } else if (tag == ProtoReader.tagOf(ENTRY_VALUE, ProtoReader.WIRE_BYTES)) {
                readNestedString(
                        RequestFields.LABELS, entryOffsets, entryLengths, ENTRY_VALUE, Limits.LABEL_VALUE_BYTES);
            } else {
                nested.skip(ProtoReader.wireTypeOf(tag));
            }
        }
        endNested(RequestFields.LABELS);
        if (status == 0) {
            putLabel();
        }
    }

    private void putLabel() {
        int slot = labelSlot(entryOffsets[ENTRY_KEY], entryLengths[ENTRY_KEY]);
        if (slot < 0) {
            if (labelCount == Limits.LABELS) {
                refuse(RouteStatus.LIMIT_EXCEEDED, RequestFields.LABELS);
                return;
            }
            slot = 2 * labelCount++;
        }
        labelOffsets[slot] = entryOffsets[ENTRY_KEY];
        labelLengths[slot] = entryLengths[ENTRY_KEY];
        labelOffsets[slot + 1] = entryOffsets[ENTRY_VALUE];
        labelLengths[slot + 1] = entryLengths[ENTRY_VALUE];
    }

    private int labelSlot(final int nameOffset, final int nameLength) {
        for (int slot = 0; slot < 2 * labelCount; slot += 2) {
            if (labelLengths[slot] == nameLength && isSame(labelOffsets[slot], nameOffset, nameLength)) {
                return slot;
            }
        }
        return -1;
    }

    private boolean isSame(final int left, final int right, final int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[left + i] != bytes[right + i]) {
                return false;
            }
        }
        return true;
    }

    private void readTimestamp(final int offset, final int length) {
        hasTimestamp = true;
        nested.wrap(bytes, offset, length);
        while (nested.hasNext()) {
            final int tag = nested.readTag();
            if (tag == ProtoReader.tagOf(TIMESTAMP_SECONDS, ProtoReader.WIRE_VARINT)) {
                timestampSeconds = nested.readVarint();
            } else if (tag == ProtoReader.tagOf(TIMESTAMP_NANOS, ProtoReader.WIRE_VARINT)) {
                timestampNanos = (int) nested.readVarint();
            } else {
                nested.skip(ProtoReader.wireTypeOf(tag));
            }
        }
        endNested(RequestFields.TIMESTAMP);
    }

    private void readNestedString(
            final int field, final int[] intoOffsets, final int[] intoLengths, final int index, final int limit) {
        final int length = nested.readLength();
        final int offset = nested.position();
        nested.advance(length);
        if (!nested.isMalformed() && isGoodString(field, offset, length, limit)) {
            intoOffsets[index] = offset;
            intoLengths[index] = length;
        }
    }

    private void endNested(final int field) {
        if (nested.isMalformed()) {
            refuse(RouteStatus.MALFORMED, field);
        }
    }

    private boolean isGoodString(final int field, final int offset, final int length, final int limit) {
        if (length > limit) {
            return refuse(RouteStatus.LIMIT_EXCEEDED, field);
        }
        return Utf8.isValid(bytes, offset, length) || refuse(RouteStatus.MALFORMED, field);
    }

    private boolean refuse(final int why, final int field) {
        if (status == 0) {
            status = why;
            faultField = field;
        }
        return false;
    }

    /** The field behind a refusal; 0 when none can be named. */
    public int faultField() {
        return faultField;
    }

    /** What holds the message and {@link PiecePool#SLACK} bytes behind it; offsets count in it. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where in {@link #bytes()} the message starts. */
    public int start() {
        return start;
    }

    /** The message's bytes. */
    public int messageLength() {
        return messageLength;
    }

    /** Where a string field starts; without meaning when it is absent. */
    public int offset(final int field) {
        return (int) (strings[field] >>> Integer.SIZE);
    }

    /** The bytes of a string field; 0 when it is absent. */
    public int length(final int field) {
        return (int) strings[field];
    }

    /** Whether a single string was sent more than once; what was sent before the last is still in the message. */
    public boolean hasRepeated() {
        return repeated != 0;
    }

    /** How many alternate keys there are. */
    public int alternateKeyCount() {
        return alternateKeyCount;
    }

    /** Where an alternate key starts. */
    public int alternateKeyOffset(final int index) {
        return alternateKeyOffsets[index];
    }

    /** The bytes of an alternate key. */
    public int alternateKeyLength(final int index) {
        return alternateKeyLengths[index];
    }

    /** How many alternatives there are. */
    public int alternativeCount() {
        return alternativeCount;
    }

    /** Where an alternative's occasion starts. */
    public int alternativeOccasionOffset(final int index) {
        return alternativeOffsets[2 * index];
    }

    /** The bytes of an alternative's occasion. */
    public int alternativeOccasionLength(final int index) {
        return alternativeLengths[2 * index];
    }

    /** Where an alternative's intent starts. */
    public int alternativeIntentOffset(final int index) {
        return alternativeOffsets[2 * index + 1];
    }

    /** The bytes of an alternative's intent. */
    public int alternativeIntentLength(final int index) {
        return alternativeLengths[2 * index + 1];
    }

    /** An alternative's confidence as sent, 1 when absent. */
    public double alternativeConfidence(final int index) {
        return alternativeConfidences[index];
    }

    /** How many labels there are, of distinct names. */
    public int labelCount() {
        return labelCount;
    }

    /** Where a label's name starts. */
    public int labelNameOffset(final int index) {
        return labelOffsets[2 * index];
    }

    /** The bytes of a label's name. */
    public int labelNameLength(final int index) {
        return labelLengths[2 * index];
    }

    /** Where a label's value starts. */
    public int labelValueOffset(final int index) {
        return labelOffsets[2 * index + 1];
    }

    /** The bytes of a label's value. */
    public int labelValueLength(final int index) {
        return labelLengths[2 * index + 1];
    }

    /** The hint's confidence as sent, 1 when absent. */
    public double confidence() {
        return confidence;
    }

    /** The intent's confidence as sent, 1 when absent. */
    public double intentConfidence() {
        return intentConfidence;
    }

    /** Whether a timestamp was sent. */
    public boolean hasTimestamp() {
        return hasTimestamp;
    }

    /** Its seconds since 1970. */
    public long timestampSeconds() {
        return timestampSeconds;
    }

    /** Its nanoseconds. */
    public int timestampNanos() {
        return timestampNanos;
    }

    /** How long the contact has waited, milliseconds. */
    public long waitedMs() {
        return waitedMs;
    }

    /** Which attempt this is, an unsigned number. */
    public int attempt() {
        return attempt;
    }

    /** Whether the reasoning is asked for. */
    public boolean isExplainFull() {
        return explain == 1;
    }

    /** Whether the decision must leave no trace. */
    public boolean isDryRun() {
        return dryRun;
    }
}
