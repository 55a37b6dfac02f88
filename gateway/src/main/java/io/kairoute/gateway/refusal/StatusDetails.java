package io.kairoute.gateway.refusal;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import java.util.Base64;

/** Spells a refusal as the {@code google.rpc.Status} that gRPC clients unpack, base64 without padding. */
public final class StatusDetails {
    /** The domain of every reason that this gateway names. */
    public static final String DOMAIN = "kairoute.io";

    private static final Base64.Encoder UNPADDED = Base64.getEncoder().withoutPadding();

    private StatusDetails() {}

    /** The value of the trailer {@code grpc-status-details-bin}. */
    public static String trailer(final Refusal refusal) {
        return UNPADDED.encodeToString(status(refusal).toByteArray());
    }

    /** The status message: an ErrorInfo, and a BadRequest where a field is to blame. */
    public static Status status(final Refusal refusal) {
        final Status.Builder status = Status.newBuilder()
                .setCode(refusal.code().getNumber())
                .setMessage(refusal.message())
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason(refusal.reason())
                        .setDomain(DOMAIN)
                        .build()));
        if (!refusal.field().isEmpty()) {
            status.addDetails(Any.pack(BadRequest.newBuilder()
                    .addFieldViolations(BadRequest.FieldViolation.newBuilder()
                            .setField(refusal.field())
                            .setDescription(refusal.message()))
                    .build()));
        }
        return status.build();
    }
}
