package io.kairoute.gateway.outcome;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Outcome;
import io.kairoute.control.v1.ReportedOutcome;
import io.kairoute.router.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One report as it is kept, little-endian. Immutable.
 *
 * <pre>
 *  offset  bytes
 *       0      1  version of this layout
 *       1      8  when it was reported, milliseconds since 1970
 *       9      1  bytes of the subject
 *      10         the subject, then the Outcome without what names its subject
 * </pre>
 *
 * @param reportedMs when it was reported
 * @param subject whom or what it is about
 * @param told what was told, without what names the subject
 */
record OutcomeRecord(long reportedMs, Subject subject, Outcome told) {
    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 1 + Long.BYTES + 1;

    byte[] toBytes() {
        final byte[] about = subject.toBytes();
        return ByteBuffer.allocate(HEAD_BYTES + about.length + told.getSerializedSize())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(VERSION)
                .putLong(reportedMs)
                .put((byte) about.length)
                .put(about)
                .put(told.toByteArray())
                .array();
    }

    static OutcomeRecord read(final byte[] bytes) {
        final ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        final byte version = bytes.length < HEAD_BYTES ? 0 : from.get();
        if (version != VERSION) {
            throw StoreException.refused("an outcome has format " + version + ", this version reads up to " + VERSION
                    + ": use the version that wrote it, or a newer one");
        }
        final long reportedMs = from.getLong();
        final int end = HEAD_BYTES + from.get();
        try {
            return new OutcomeRecord(
                    reportedMs,
                    new Subject(Arrays.copyOfRange(bytes, HEAD_BYTES, end)),
                    Outcome.parseFrom(ByteBuffer.wrap(bytes, end, bytes.length - end)));
        } catch (final InvalidProtocolBufferException e) {
            throw StoreException.unreadable("an outcome cannot be read", e);
        }
    }

    /** As callers see it: a decision by its digits, a customer not at all. */
    ReportedOutcome shown() {
        return ReportedOutcome.newBuilder()
                .setOutcome(
                        subject.isCustomer()
                                ? told
                                : told.toBuilder()
                                        .setDecisionId(subject.digits())
                                        .build())
                .setReportTime(Timestamps.fromMillis(reportedMs))
                .build();
    }
}
