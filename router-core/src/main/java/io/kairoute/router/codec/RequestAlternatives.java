package io.kairoute.router.codec;

import io.kairoute.router.Limits;
import io.kairoute.router.RouteStatus;

/**
 * The classifier's runner-ups of one request, each a message that names an occasion or an intent.
 *
 * <p>Offsets count in the request's array. Thread-confined: owned by its flyweight.
 */
public final class RequestAlternatives {
    private static final int OCCASION = 1;
    private static final int INTENT = 2;
    private static final int CONFIDENCE = 3;

    // Of each alternative its occasion, then its intent.
    private final int[] offsets = new int[2 * Limits.ALTERNATIVES];
    private final int[] lengths = new int[2 * Limits.ALTERNATIVES];
    private final double[] confidences = new double[Limits.ALTERNATIVES];
    private int count;
    private int status;

    RequestAlternatives() {}

    void reset() {
        count = 0;
    }

    /**
     * Reads one.
     *
     * @return 0, or the first {@link RouteStatus} that refuses it
     */
    int read(final ProtoReader message, final byte[] bytes, final int offset, final int length) {
        if (count == Limits.ALTERNATIVES) {
            return RouteStatus.LIMIT_EXCEEDED;
        }
        final int index = count++;
        offsets[2 * index] = 0;
        offsets[2 * index + 1] = 0;
        lengths[2 * index] = 0;
        lengths[2 * index + 1] = 0;
        confidences[index] = 1.0;
        status = 0;
        message.wrap(bytes, offset, length);
        while (message.hasNext()) {
            final int tag = message.readTag();
            if (tag == ProtoReader.tagOf(OCCASION, ProtoReader.WIRE_BYTES)) {
                readText(message, bytes, 2 * index);
            } else if (tag == ProtoReader.tagOf(INTENT, ProtoReader.WIRE_BYTES)) {
                readText(message, bytes, 2 * index + 1);
            } else if (tag == ProtoReader.tagOf(CONFIDENCE, ProtoReader.WIRE_FIXED64)) {
                confidences[index] = Double.longBitsToDouble(message.readFixed64());
            } else {
                message.skip(ProtoReader.wireTypeOf(tag));
            }
        }
        if (message.isMalformed()) {
            refuse(RouteStatus.MALFORMED);
        }
        return status;
    }

    private void readText(final ProtoReader message, final byte[] bytes, final int slot) {
        final int length = message.readLength();
        final int offset = message.position();
        message.advance(length);
        if (message.isMalformed()) {
            return;
        }
        final int fault = StringLimits.fault(bytes, offset, length, Limits.STRING_BYTES);
        if (fault == 0) {
            offsets[slot] = offset;
            lengths[slot] = length;
        } else {
            refuse(fault);
        }
    }

    private void refuse(final int fault) {
        if (status == 0) {
            status = fault;
        }
    }

    /** How many alternatives there are. */
    public int count() {
        return count;
    }

    /** Where an alternative's occasion starts. */
    public int occasionOffset(final int index) {
        return offsets[2 * index];
    }

    /** The bytes of an alternative's occasion. */
    public int occasionLength(final int index) {
        return lengths[2 * index];
    }

    /** Where an alternative's intent starts. */
    public int intentOffset(final int index) {
        return offsets[2 * index + 1];
    }

    /** The bytes of an alternative's intent. */
    public int intentLength(final int index) {
        return lengths[2 * index + 1];
    }

    /** An alternative's confidence as sent, 1 when absent. */
    public double confidence(final int index) {
        return confidences[index];
    }
}
