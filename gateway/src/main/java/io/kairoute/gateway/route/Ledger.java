package io.kairoute.gateway.route;

import com.google.rpc.Code;
import io.kairoute.gateway.admission.LoopAdmission;
import io.kairoute.gateway.observe.AccessLog;
import io.kairoute.gateway.observe.CallEnd;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.observe.FaultLog;
import io.kairoute.gateway.observe.LoopMeter;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.trace.CallTrace;
import io.kairoute.gateway.trace.Spans;
import io.kairoute.gateway.trace.TraceParent;
import io.kairoute.router.decide.Contact;
import io.kairoute.router.snapshot.TenantDirectory;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what came of each call of one event loop: counts, access log, the caller's trace, faults.
 *
 * <p>Thread-confined: owned by its event loop.
 */
final class Ledger {
    private final LoopMeter meter;
    private final FaultLog faultLog;
    private final @Nullable AccessLog accessLog;
    private final TenantDirectory tenants;
    private final Spans spans;

    Ledger(final SharedByLanes shared, final LoopMeter meter) {
        this.meter = meter;
        this.faultLog = shared.faultLog();
        this.accessLog = shared.accessLog();
        this.tenants = shared.tenants();
        this.spans = shared.spans();
    }

    /** Continues the caller's trace in the answer. */
    CallTrace continueTrace(final CallKind kind, final HttpServerRequest request) {
        final CallTrace trace = spans.ofCall(kind.method(), request.getHeader(TraceParent.HEADER));
        if (!trace.header().isEmpty()) {
            request.response().putHeader(TraceParent.HEADER, trace.header());
        }
        return trace;
    }

    /** A decision is given; one that was only tried counts nowhere. */
    void decided(final Contact contact) {
        if (!contact.request.isDryRun()) {
            meter.decided(contact.decision);
        }
    }

    /** A call was answered with this code. */
    void answered(
            final CallKind kind, final CallStart start, final Code code, final long nowNs, final CallTrace trace) {
        final long latencyNs = nowNs - start.arrivalNs();
        meter.answered(kind, code.getNumber(), latencyNs);
        if (accessLog != null) {
            accessLog.ended(kind, code.getNumber(), latencyNs, tenantOf(start), trace.id());
        }
        if (trace != CallTrace.NONE) {
            trace.ended(code.name(), tenantOf(start));
        }
    }

    private String tenantOf(final CallStart start) {
        final int tenant = start.caller().tenant();
        return tenant < 0 ? "" : tenants.id(tenant);
    }

    /** One message of a stream was answered with this code. */
    void answeredMessage(final Code code, final long tookNs) {
        meter.answered(CallKind.ROUTE_STREAM_MESSAGE, code.getNumber(), tookNs);
    }

    /** A caller was gone before its call could begin. */
    void vanished(final CallKind kind, final CallStart start, final long nowNs) {
        answered(kind, start, Code.CANCELLED, nowNs, CallTrace.NONE);
        left(CallEnd.RESET);
    }

    /** A call is no longer open. */
    void left(final CallEnd end) {
        meter.left(end);
    }

    /** A call, a message or a decision was too much. */
    void rejected(final Refusal refusal) {
        meter.rejected(LoopAdmission.cause(refusal));
    }

    /** Something was thrown that nobody expected. */
    void reportFault(final Throwable fault) {
        meter.faulted();
        faultLog.report(fault);
    }

    /** A connection failed below HTTP. */
    void connectionBroken() {
        meter.connectionBroken();
    }

    /** The loop's tick came so late, and found so many calls open. */
    void ticked(final long lagNs, final long openCalls) {
        meter.ticked(lagNs, openCalls);
    }
}
