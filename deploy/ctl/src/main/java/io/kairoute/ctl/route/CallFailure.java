package io.kairoute.ctl.route;

import io.kairoute.ctl.outcome.ExitCode;
import java.net.ConnectException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** One question got no decision. */
public final class CallFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String status;

    /**
     * Makes a failure.
     *
     * @param status what the server said, as {@code INVALID_ARGUMENT} or {@code 429}
     * @param reason a sentence for a person
     */
    public CallFailure(final String status, final String reason) {
        super(reason);
        this.status = status;
    }

    /** The failure behind a future that failed; one of another kind counts as a server that cannot be reached. */
    public static CallFailure of(final ExecutionException thrown) {
        Throwable cause = thrown;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof CallFailure failure) {
            return failure;
        }
        final String reason = cause instanceof ConnectException
                ? "Connection refused"
                : Objects.requireNonNullElse(
                        cause.getMessage(), cause.getClass().getSimpleName());
        return new CallFailure("UNAVAILABLE", reason);
    }

    /** What the shell is told of it. */
    public int exitCode() {
        return switch (status) {
            case "UNAVAILABLE", "DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED", "429", "503", "504" -> ExitCode.UNREACHABLE;
            case "UNAUTHENTICATED", "PERMISSION_DENIED", "401", "403" -> ExitCode.NOT_ALLOWED;
            case "INVALID_ARGUMENT", "400" -> ExitCode.USAGE;
            case "NOT_FOUND", "404" -> ExitCode.NOT_FOUND;
            default -> ExitCode.FAILED;
        };
    }

    /** What the server said. */
    public String status() {
        return status;
    }
}
