package io.kairoute.gateway;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/**
 * All that a refusal tells its caller.
 *
 * @param reason the stable name, for programs
 * @param sentence what a person reads
 */
public record Refused(Code code, String reason, String sentence) {
    /** The refusal of a call by a client of gRPC; fails where the call is answered. */
    public static Refused by(final Executable call) {
        final StatusRuntimeException refused = Assertions.assertThrows(StatusRuntimeException.class, call);
        return of(Objects.requireNonNull(StatusProto.fromThrowable(refused), "no status"));
    }

    /** The refusal in the trailers of a gRPC call. */
    public static Refused in(final Map<String, String> trailers) {
        final String details = Objects.requireNonNull(
                trailers.get("grpc-status-details-bin"), () -> "not refused with details: " + trailers);
        try {
            final Status status = Status.parseFrom(Base64.getDecoder().decode(details));
            Assertions.assertEquals(String.valueOf(status.getCode()), trailers.get("grpc-status"));
            return of(status);
        } catch (final InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    /** The refusal in the body of a gRPC-Web text call, which is one frame of trailers. */
    public static Refused inText(final String body) {
        final byte[] frame = Base64.getDecoder().decode(body);
        final Map<String, String> trailers = new HashMap<>();
        for (final String line : new String(frame, 5, frame.length - 5, StandardCharsets.US_ASCII).split("\r\n", -1)) {
            final int colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            trailers.put(line.substring(0, colon), line.substring(colon + 1).trim());
        }
        return in(trailers);
    }

    /** The refusal in a problem document. */
    public static Refused in(final String problem) {
        return new Refused(Code.valueOf(member(problem, "code")), member(problem, "reason"), member(problem, "detail"));
    }

    private static String member(final String problem, final String name) {
        final Matcher member =
                Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(problem);
        Assertions.assertTrue(member.find(), () -> "no " + name + " in " + problem);
        return member.group(1).replaceAll("\\\\(.)", "$1");
    }

    private static Refused of(final Status status) {
        try {
            for (final Any detail : status.getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    return new Refused(
                            Code.forNumber(status.getCode()),
                            detail.unpack(ErrorInfo.class).getReason(),
                            status.getMessage());
                }
            }
        } catch (final InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no reason in " + status);
    }
}
