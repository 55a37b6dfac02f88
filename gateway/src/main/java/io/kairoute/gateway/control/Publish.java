package io.kairoute.gateway.control;

import com.google.protobuf.ByteString;
import io.kairoute.control.v1.TablePublished;
import io.kairoute.gateway.api.Call;

/**
 * A table that is to be published, once it was looked up. Immutable.
 *
 * @param tenant whose
 * @param actor who publishes it
 * @param key the request's
 * @param document the table
 * @param acceptWarnings whether warnings are accepted
 * @param reason why
 * @param change what the log gets, but for what the check of the table tells
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Publish(
        String tenant,
        Call actor,
        RequestKey key,
        byte[] document,
        boolean acceptWarnings,
        String reason,
        TablePublished change) {
    /** SHA-256 of the table. */
    ByteString hash() {
        return change.getDocument();
    }
}
