package io.kairoute.gateway.history.decisions;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.LoggedDecision;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.store.StoreException;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;

/** Reads records of the decision log as messages, without customer keys and their hashes. */
public final class LoggedDecisions {
    private LoggedDecisions() {}

    /** A record as a message. */
    public static LoggedDecision of(final DecisionRecord record) {
        return LoggedDecision.newBuilder()
                .setTime(Timestamps.fromMillis(record.nowMs()))
                .setRevision(record.revision())
                .setCurrentRevision(record.currentRevision())
                .setRequest(request(record).toBuilder()
                        .clearCustomerKey()
                        .clearAlternateKeys()
                        .clearAccountKey())
                .setDecision(decision(record))
                .build();
    }

    /** The request as it was logged, with its keys' hashes. */
    static RouteRequest request(final DecisionRecord record) {
        try {
            return RouteRequest.parseFrom(bytes(record, record.requestOffset(), record.requestLength()));
        } catch (final InvalidProtocolBufferException e) {
            throw unreadable(e);
        }
    }

    /** The answer. */
    public static RouteResponse decision(final DecisionRecord record) {
        try {
            return RouteResponse.parseFrom(bytes(record, record.responseOffset(), record.responseLength()));
        } catch (final InvalidProtocolBufferException e) {
            throw unreadable(e);
        }
    }

    private static StoreException unreadable(final InvalidProtocolBufferException e) {
        return StoreException.unreadable("a logged decision cannot be read: it was written by another version", e);
    }

    private static byte[] bytes(final DecisionRecord record, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        record.buffer().getBytes(offset, bytes);
        return bytes;
    }
}
