package io.kairoute.gateway.api;

import io.kairoute.gateway.observe.EndCause;
import io.kairoute.gateway.observe.GatewayMeters;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.trace.CallTrace;
import io.kairoute.gateway.trace.Spans;
import io.kairoute.gateway.trace.TraceParent;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts admin calls by method and by how they ended, with a line in the log for each that changes something or looks at people.
 *
 * <p>A line says who asked what about which tenant, what came of it, how long it took; nothing of what was asked. Thread-safe.
 */
final class CallLedger {
    private static final String OK = "OK";
    private static final String GONE = "CANCELLED";

    /** Stands for requests that ended before it was known what they ask for. */
    private static final String OTHER = "other";

    private final GatewayMeters meters;
    private final Spans spans;
    private final LongSupplier clockNs;
    private final Consumer<AdminLine> lines;

    /**
     * Makes a ledger.
     *
     * @param spans tells a collector of calls whose callers sample them, and of publishes
     * @param lines takes the lines
     */
    CallLedger(
            final GatewayMeters meters,
            final Spans spans,
            final LongSupplier clockNs,
            final Consumer<AdminLine> lines) {
        this.meters = meters;
        this.spans = spans;
        this.clockNs = clockNs;
        this.lines = lines;
    }

    /** A call was refused before it was known who asks about which tenant. */
    void refused(final Method method, final Refusal refusal) {
        begin(method).refused(refusal);
    }

    /** A call begins of which nobody knows yet who asks about which tenant. */
    Entry begin(final Method method) {
        return new Entry(method, CallTrace.NONE);
    }

    /** As {@link #begin(Method)}, in the trace that its caller names, if it names one. */
    Entry begin(final Method method, final HttpServerRequest request) {
        final String parent = request.getHeader(TraceParent.HEADER);
        return new Entry(
                method,
                method.isPublish() ? spans.ofPublish(method.name(), parent) : spans.ofCall(method.name(), parent));
    }

    /** A request was refused before it was known what it asks for. */
    void refused(final Refusal refusal) {
        meters.adminCall(OTHER, refusal.code().name());
    }

    /** The caller of a request went away before it was known what it asks for. */
    void gone() {
        meters.adminCall(OTHER, GONE);
    }

    /** A call begins. */
    Entry begin(final Method method, final Call call) {
        final Entry entry = begin(method);
        entry.about(call);
        return entry;
    }

    /** One call, which ends once: whatever is said of it after that does not count. */
    final class Entry {
        private final Method method;
        private final CallTrace trace;
        private final long begunNs = clockNs.getAsLong();
        private final AtomicBoolean isOver = new AtomicBoolean();
        // Written where the question is parsed, and read where the call ends.
        private volatile @Nullable Call call;

        private Entry(final Method method, final CallTrace trace) {
            this.method = method;
            this.trace = trace;
        }

        /** It is known who asks about which tenant: the call may leave a line. */
        void about(final Call known) {
            call = known;
        }

        /** Its caller got what it asked for. */
        void answered() {
            end(OK);
        }

        /** Its caller was refused. */
        void refused(final Refusal refusal) {
            end(refusal.code().name());
        }

        /** Its caller has gone. */
        void gone() {
            end(GONE);
        }

        /** A call of many answers ended so. */
        void ended(final EndCause cause) {
            end(cause == EndCause.ANSWERED ? OK : cause.name());
        }

        private void end(final String status) {
            if (isOver.getAndSet(true)) {
                return;
            }
            meters.adminCall(method.name(), status);
            final Call known = call;
            trace.ended(status, known == null ? "" : known.tenantId());
            if (known != null && method.isAudited()) {
                lines.accept(new AdminLine(
                        known.name(),
                        method.name(),
                        known.tenantId(),
                        status,
                        TimeUnit.NANOSECONDS.toMicros(clockNs.getAsLong() - begunNs)));
            }
        }
    }
}
