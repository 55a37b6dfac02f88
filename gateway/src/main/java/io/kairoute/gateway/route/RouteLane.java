package io.kairoute.gateway.route;

import io.kairoute.gateway.admission.LoopAdmission;
import io.kairoute.gateway.grpc.UnaryBody;
import io.kairoute.gateway.identity.CallerGuard;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.identity.Verdict;
import io.kairoute.gateway.observe.FaultLog;
import io.kairoute.gateway.observe.LoopMeter;
import io.kairoute.gateway.observe.RejectCause;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.router.Limits;
import io.kairoute.router.Router;
import io.kairoute.router.snapshot.TenantDirectory;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop routes with: its own router, response buffer and clocks.
 *
 * <p>Thread-confined: owned by its event loop. The response is good until the next call.
 */
final class RouteLane {
    /** Where a response message starts: framing fits before it, so that an answer is copied once. */
    static final int RESPONSE_OFFSET = 256;

    private final Router router;
    private final PayloadView payloadView = new PayloadView();
    private final byte[] responseBytes = new byte[RESPONSE_OFFSET + Limits.RESPONSE_BYTES];
    private final UnsafeBuffer response = new UnsafeBuffer(responseBytes);
    private final RouteSettings settings;
    private final NanoClock nanoClock;
    private final EpochClock epochClock;
    private final OpenCalls openCalls = new OpenCalls();
    private final LoopAdmission admission;
    private final CallerGuard guard;
    private final LoopMeter meter;
    private final FaultLog faultLog;
    private final Handler<Void> turnEnded = this::turnEnded;
    private @Nullable Consumer<Handler<Void>> endOfTurn;

    RouteLane(
            final TenantDirectory tenants,
            final RouteSettings settings,
            final CallerGuard guard,
            final LoopMeter meter,
            final FaultLog faultLog,
            final NanoClock nanoClock,
            final EpochClock epochClock) {
        this.router = new Router(
                tenants, settings.trustsClientTimestamps(), settings.sinks().get());
        this.settings = settings;
        this.admission = new LoopAdmission(settings.admission(), tenants.count(), nanoClock.nanoTime());
        this.guard = guard;
        this.meter = meter;
        this.faultLog = faultLog;
        this.nanoClock = nanoClock;
        this.epochClock = epochClock;
    }

    /** Sets what runs a task once all calls of the loop's turn have begun; before, turns have no end and no budget. */
    void runAtEndOfTurn(final Consumer<Handler<Void>> runner) {
        endOfTurn = runner;
    }

    /** Says who calls, and whether that caller may route. */
    Verdict judge(final HttpServerRequest request) {
        return guard.judge(request, Role.ROUTE);
    }

    /** Admits a call that begins; returns why it is refused, or null. */
    @Nullable
    Refusal admit(final int caller) {
        final long nowNs = beginTurn();
        return countRejected(admission.admit(caller, openCalls.count(), nowNs));
    }

    /** Admits one more message of a stream; returns why it is refused, or null. */
    @Nullable
    Refusal admitMessage(final int caller) {
        final long nowNs = beginTurn();
        return countRejected(admission.admitMessage(caller, nowNs));
    }

    private long beginTurn() {
        final long nowNs = nanoClock.nanoTime();
        if (endOfTurn != null && admission.turn().turnBegins(nowNs)) {
            endOfTurn.accept(turnEnded);
        }
        return nowNs;
    }

    private @Nullable Refusal countRejected(final @Nullable Refusal refusal) {
        if (refusal != null) {
            meter.rejected(RejectCause.valueOf(refusal.reason()));
        }
        return refusal;
    }

    /** Routes the message at an offset of a payload; the result is {@link Router#route}'s. */
    int route(final Buffer payload, final int offset, final int length, final int caller) {
        final DirectBuffer view = payloadView.wrap(payload, offset, length);
        return counted(router.route(view, 0, length, caller, epochClock.time(), response, RESPONSE_OFFSET));
    }

    /** As {@link #route}, to the tenant's defaults. */
    int routeToDefault(final Buffer payload, final int offset, final int length, final int caller) {
        final DirectBuffer view = payloadView.wrap(payload, offset, length);
        return counted(router.routeToDefault(view, 0, length, caller, epochClock.time(), response, RESPONSE_OFFSET));
    }

    private void turnEnded(final Void nothing) {
        admission.turn().turnEnded(nanoClock.nanoTime());
    }

    private int counted(final int result) {
        if (result >= 0) {
            meter.decided(router.decision());
        }
        return result;
    }

    /** The refusal behind the last negative result. */
    Refusal refusal(final int status) {
        return Refusal.ofRouteStatus(status, FaultFields.name(router.faultField()));
    }

    /** The buffer that holds the last response from {@link #RESPONSE_OFFSET} on; framing may be put before it. */
    UnsafeBuffer response() {
        return response;
    }

    /** Copies part of the response buffer out, since what is written to a socket may wait there. */
    Buffer copyOfResponse(final int offset, final int length) {
        return Buffer.buffer(length).appendBytes(responseBytes, offset, length);
    }

    /** Appends part of the response buffer to a buffer. */
    void appendResponse(final Buffer to, final int offset, final int length) {
        to.appendBytes(responseBytes, offset, length);
    }

    /** Views part of a payload. */
    ByteBuffer view(final Buffer payload, final int offset, final int length) {
        return PayloadView.nio(payload, offset, length);
    }

    /** The last response as a gRPC frame: prefix and message. */
    Buffer frameOfResponse(final int length) {
        final int start = RESPONSE_OFFSET - UnaryBody.PREFIX_BYTES;
        response.putByte(start, (byte) 0);
        response.putInt(start + 1, length, ByteOrder.BIG_ENDIAN);
        return copyOfResponse(start, UnaryBody.PREFIX_BYTES + length);
    }

    /** The bytes of the last response, without framing; to be read at once. */
    ByteBuffer responseBytes(final int length) {
        return ByteBuffer.wrap(responseBytes, RESPONSE_OFFSET, length);
    }

    /** Counts and logs an exception that nobody expected. */
    void reportFault(final RuntimeException fault) {
        meter.faulted();
        faultLog.report(fault);
    }

    LoopMeter meter() {
        return meter;
    }

    long nanoTime() {
        return nanoClock.nanoTime();
    }

    RouteSettings settings() {
        return settings;
    }

    OpenCalls openCalls() {
        return openCalls;
    }
}
