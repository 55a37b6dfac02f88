package io.kairoute.gateway.route;

import com.google.rpc.Code;
import io.kairoute.gateway.admission.LoopAdmission;
import io.kairoute.gateway.observe.AccessLog;
import io.kairoute.gateway.observe.CallEnd;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.observe.FaultLog;
import io.kairoute.gateway.observe.LoopMeter;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.router.decide.Contact;
import io.kairoute.router.snapshot.TenantDirectory;
import io.vertx.core.http.HttpServerRequest;
import java.util.SplittableRandom;
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

    /** The loop's own, so that loops share nothing; span ids need not be secret. */
    private final SplittableRandom spanIds = new SplittableRandom();

    Ledger(final SharedByLanes shared, final LoopMeter meter) {
        this.meter = meter;
        this.faultLog = shared.faultLog();
        this.accessLog = shared.accessLog();
        this.tenants = shared.tenants();
    }

    /** Continues the caller's trace in the answer; returns the trace's id, or an empty text without a trace. */
    String continueTrace(final HttpServerRequest request) {
        final String parent = request.getHeader(TraceParent.HEADER);
        if (parent == null || !TraceParent.isValid(parent)) {
            return "";
        }
        request.response().putHeader(TraceParent.HEADER, TraceParent.child(parent, spanIds.nextLong()));
        return TraceParent.traceId(parent);
    }

    /** A decision is given; one that was only tried counts nowhere. */
    void decided(final Contact contact) {
        if (!contact.request.isDryRun()) {
            meter.decided(contact.decision);
        }
    }

    /** A call was answered with this code. */
    void answered(final CallKind kind, final CallStart start, final Code code, final long nowNs, final String traceId) {
        final long latencyNs = nowNs - start.arrivalNs();
        meter.answered(kind, code.getNumber(), latencyNs);
        if (accessLog != null) {
            final int tenant = start.caller().tenant();
            accessLog.ended(kind, code.getNumber(), latencyNs, tenant < 0 ? "" : tenants.id(tenant), traceId);
        }
    }

    /** One message of a stream was answered with this code. */
    void answeredMessage(final Code code, final long tookNs) {
        meter.answered(CallKind.ROUTE_STREAM_MESSAGE, code.getNumber(), tookNs);
    }

    /** A caller was gone before its call could begin. */
    void vanished(final CallKind kind, final CallStart start, final long nowNs) {
        answered(kind, start, Code.CANCELLED, nowNs, "");
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
