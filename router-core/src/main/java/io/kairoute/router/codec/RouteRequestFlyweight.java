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
    private static final int TIMESTAMP_SECONDS = 1;
    private static final int TIMESTAMP_NANOS = 2;

    private static final long[] NO_STRINGS = new long[RequestFields.COUNT];

    private final ProtoReader reader = new ProtoReader();
    private final ProtoReader nested = new ProtoReader();
    // Of each field that is a string, where it starts and, in the lower half, its length.
    private final long[] strings = new long[RequestFields.COUNT];
    // Not 0 when a string was there before: a string does not start at 0, which is where its tag is at the earliest.
    private long repeated;
    private final int[] alternateKeyOffsets = new int[Limits.ALTERNATE_KEYS];
    private final int[] alternateKeyLengths = new int[Limits.ALTERNATE_KEYS];
    private final RequestAlternatives alternatives = new RequestAlternatives();
    private final RequestLabels labels = new RequestLabels();

    private final byte[] copy = new byte[Limits.REQUEST_BYTES + PiecePool.SLACK];
    private byte[] bytes = copy;
    private int start;
    private int messageLength;
    private int alternateKeyCount;
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
        alternatives.reset();
        labels.reset();
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
            case RequestFields.ALTERNATIVES -> refuse(alternatives.read(nested, bytes, offset, length), field);
            case RequestFields.LABELS -> refuse(labels.read(nested, bytes, offset, length), field);
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
        if (nested.isMalformed()) {
            refuse(RouteStatus.MALFORMED, RequestFields.TIMESTAMP);
        }
    }

    private boolean isGoodString(final int field, final int offset, final int length, final int limit) {
        final int fault = StringLimits.fault(bytes, offset, length, limit);
        refuse(fault, field);
        return fault == 0;
    }

    /** Keeps the first fault; 0 is none. */
    private void refuse(final int fault, final int field) {
        if (status == 0 && fault != 0) {
            status = fault;
            faultField = field;
        }
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

    /** The classifier's runner-ups. */
    public RequestAlternatives alternatives() {
        return alternatives;
    }

    /** The labels. */
    public RequestLabels labels() {
        return labels;
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
