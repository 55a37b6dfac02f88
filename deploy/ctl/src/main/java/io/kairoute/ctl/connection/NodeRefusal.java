package io.kairoute.ctl.connection;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Makes one sentence and an exit code of a call that a node refused, or that never reached one. */
public final class NodeRefusal {
    private static final Set<Status.Code> CONFLICTS =
            Set.of(Status.Code.FAILED_PRECONDITION, Status.Code.ABORTED, Status.Code.ALREADY_EXISTS);

    // What was typed is right, and there is no such thing.
    private static final Set<String> NAMES_NOTHING = Set.of("UNKNOWN_QUEUE", "UNKNOWN_OCCASION");
    // What was typed is right, and does not go together with what there is.
    private static final Set<String> AS_THINGS_STAND = Set.of("REDIRECT_CYCLE", "KEY_OF_ANOTHER");
    // What was typed is right, and the file that it names is not.
    private static final Set<String> IN_A_FILE = Set.of("document", "to_document", "csv", "mapping", "head.mapping");

    private NodeRefusal() {}

    /**
     * What to say of a failed call.
     *
     * @param listener which listener was meant, as {@code admin}
     */
    public static Refusal of(final StatusRuntimeException failure, final Target target, final String listener) {
        final Status status = failure.getStatus();
        return new Refusal(exitCode(failure), sentence(status, target, listener), failure);
    }

    /** The exit code of a status. */
    public static int exitCode(final Status.Code code) {
        if (CONFLICTS.contains(code)) {
            return ExitCode.CONFLICT;
        }
        return switch (code) {
            case UNAUTHENTICATED, PERMISSION_DENIED -> ExitCode.NOT_ALLOWED;
            case NOT_FOUND -> ExitCode.NOT_FOUND;
            case INVALID_ARGUMENT, OUT_OF_RANGE -> ExitCode.USAGE;
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED -> ExitCode.UNREACHABLE;
            default -> ExitCode.FAILED;
        };
    }

    private static int exitCode(final StatusRuntimeException failure) {
        final String reason = reason(failure);
        if (NAMES_NOTHING.contains(reason)) {
            return ExitCode.NOT_FOUND;
        }
        if (AS_THINGS_STAND.contains(reason)) {
            return ExitCode.CONFLICT;
        }
        return IN_A_FILE.contains(field(failure))
                ? ExitCode.FAILED
                : exitCode(failure.getStatus().getCode());
    }

    private static String sentence(final Status status, final Target target, final String listener) {
        final @Nullable String description = status.getDescription();
        return switch (status.getCode()) {
            case UNAVAILABLE, UNKNOWN, INTERNAL -> unreachable(status, target, listener);
            case DEADLINE_EXCEEDED ->
                target.authority() + " did not answer in time; ask again, or look whether the node is overloaded.";
            case UNAUTHENTICATED -> notKnown(description, target);
            case UNIMPLEMENTED ->
                "There is no such call at " + target.authority() + ": this is not the " + listener
                        + " port of a node, or the node is of another version.";
            default ->
                description == null
                        ? target.authority() + " answers " + status.getCode() + "."
                        : TypedWords.of(description);
        };
    }

    private static String notKnown(final @Nullable String description, final Target target) {
        return target.credential().isGiven()
                ? target.authority() + " does not know " + target.credential().origin() + ", or it expired."
                : description == null
                        ? target.authority() + " asks for a credential."
                        : target.authority()
                                + " asks who you are: give --api-key-file, --token-file or --cert with --key,"
                                + " or set KAIROUTE_API_KEY.";
    }

    private static String unreachable(final Status status, final Target target, final String listener) {
        final @Nullable Throwable cause = status.getCause();
        if (cause == null) {
            final @Nullable String description = status.getDescription();
            return description == null
                    ? target.authority() + " answers " + status.getCode() + "."
                    : TypedWords.of(description);
        }
        if (has(cause, UnknownHostException.class) != null) {
            return "There is no host " + target.host() + "; check --target.";
        }
        if (has(cause, ConnectException.class) != null) {
            return "No node answers at " + target.authority() + "; is one running there, and is this its " + listener
                    + " port?";
        }
        final @Nullable SSLException tls = has(cause, SSLException.class);
        if (tls != null) {
            return target.authority() + " and this command cannot agree on TLS: " + firstLine(tls)
                    + "; check --ca, --cert and the host's name.";
        }
        return target.authority() + " breaks the connection: " + firstLine(cause)
                + (target.tls().on() ? "; does it speak TLS?" : "; does it ask for TLS, which is --tls or --ca?");
    }

    private static <T extends Throwable> @Nullable T has(final Throwable thrown, final Class<T> kind) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return kind.cast(cause);
            }
        }
        return null;
    }

    private static String firstLine(final Throwable thrown) {
        return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("no reason is given");
    }

    /** The stable reason why a node refused; empty where no node did. */
    public static String reason(final Refusal refused) {
        return refused.getCause() == null ? "" : reason(refused.getCause());
    }

    private static String reason(final Throwable failure) {
        final ErrorInfo info = detail(failure, ErrorInfo.class);
        return info == null ? "" : info.getReason();
    }

    // Which field of the request is to blame.
    private static String field(final Throwable failure) {
        final BadRequest request = detail(failure, BadRequest.class);
        return request == null || request.getFieldViolationsCount() == 0
                ? ""
                : request.getFieldViolations(0).getField();
    }

    private static <T extends Message> @Nullable T detail(final Throwable failure, final Class<T> kind) {
        final com.google.rpc.@Nullable Status details = StatusProto.fromThrowable(failure);
        if (details == null) {
            return null;
        }
        try {
            for (final Any detail : details.getDetailsList()) {
                if (detail.is(kind)) {
                    return detail.unpack(kind);
                }
            }
            return null;
        } catch (final InvalidProtocolBufferException e) {
            return null;
        }
    }
}
