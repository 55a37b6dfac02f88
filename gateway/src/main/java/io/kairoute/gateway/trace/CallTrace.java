package io.kairoute.gateway.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The trace that one call belongs to, and the span that a collector is told of, where there is one.
 *
 * <p>The span ends once: whatever is said after that does not count. Thread-safe.
 */
public final class CallTrace {
    /** The call belongs to none. */
    public static final CallTrace NONE = new CallTrace("", "", null);

    private static final AttributeKey<String> STATUS = AttributeKey.stringKey("rpc.response.status_code");
    private static final AttributeKey<String> TENANT = AttributeKey.stringKey("kairoute.tenant.id");

    /** What a server's span calls an error, as OpenTelemetry's conventions for gRPC list it; the others are the caller's. */
    private static final Set<String> ERRORS =
            Set.of("UNKNOWN", "DEADLINE_EXCEEDED", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS");

    private final String id;
    private final String header;
    private final @Nullable Span span;

    CallTrace(final String id, final String header, final @Nullable Span span) {
        this.id = id;
        this.header = header;
        this.span = span;
    }

    /** The trace's id, 32 hexadecimal digits; empty for none. */
    public String id() {
        return id;
    }

    /** What the answer carries as {@code traceparent}; empty for nothing. */
    public String header() {
        return header;
    }

    /**
     * The call ended.
     *
     * @param status how, as gRPC names it
     * @param tenant whom it was about; empty where nobody knows
     */
    public void ended(final String status, final String tenant) {
        if (span == null) {
            return;
        }
        span.setAttribute(STATUS, status);
        if (!tenant.isEmpty()) {
            span.setAttribute(TENANT, tenant);
        }
        if (ERRORS.contains(status)) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
