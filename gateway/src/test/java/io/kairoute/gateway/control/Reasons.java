package io.kairoute.gateway.control;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** Reads the stable reason out of a refused call. */
public final class Reasons {
    private Reasons() {}

    /** The reason in the call's ErrorInfo; empty for none. */
    public static String of(final StatusRuntimeException refused) {
        final Status status = StatusProto.fromThrowable(refused);
        try {
            return status == null || status.getDetailsCount() == 0
                    ? ""
                    : status.getDetails(0).unpack(ErrorInfo.class).getReason();
        } catch (final InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
