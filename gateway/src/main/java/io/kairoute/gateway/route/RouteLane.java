package io.kairoute.gateway.route;

import io.kairoute.gateway.admission.LoopAdmission;
import io.kairoute.gateway.admission.SetAside;
import io.kairoute.gateway.explain.ExplainDesk;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.CallerGuard;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.identity.Verdict;
import io.kairoute.gateway.observe.AccessLog;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.observe.FaultLog;
import io.kairoute.gateway.observe.LoopMeter;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.UnaryBody;
import io.kairoute.router.DecisionSink;
import io.kairoute.router.Limits;
import io.kairoute.router.Router;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.explain.MadeDecision;
import io.kairoute.router.snapshot.TenantDirectory;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
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

    /** An explanation was asked for by a caller who may not have one. */
    private static final int NEEDS_VIEWER = Integer.MIN_VALUE;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Router router;
    private final @Nullable HeldDecision held;
    private final PlatformField platforms = new PlatformField();
    private final PayloadView payloadView = new PayloadView();
    private final byte[] responseBytes = new byte[RESPONSE_OFFSET + Limits.RESPONSE_ROOM];
    private final UnsafeBuffer response = new UnsafeBuffer(responseBytes);
    private final RouteSettings settings;
    private final NanoClock nanoClock;
    private final EpochClock epochClock;
    private final OpenCalls openCalls = new OpenCalls();
    private final LoopAdmission admission;
    private final SetAside<RouteCall> setAside;
    private final CallerGuard guard;
    private final LoopMeter meter;
    private final FaultLog faultLog;
    private final ExplainDesk explainDesk;
    private final TenantDirectory tenants;
    private final @Nullable AccessLog accessLog;

    /** The loop's own, so that loops share nothing; span ids need not be secret. */
    private final SplittableRandom spanIds = new SplittableRandom();

    private final Handler<Void> turnEnded = this::turnEnded;
    private @Nullable Consumer<Handler<Void>> loop;
    private boolean countsTurns;
    private boolean isHandingOn;
    private long handedOnNs;
    private int requestLength;

    RouteLane(
            final TenantDirectory tenants,
            final RouteSettings settings,
            final CallerGuard guard,
            final ExplainDesk explainDesk,
            final LoopMeter meter,
            final FaultLog faultLog,
            final @Nullable AccessLog accessLog,
            final NanoClock nanoClock,
            final EpochClock epochClock) {
        final DecisionSink log = settings.sinks().get();
        this.held = log == null ? null : new HeldDecision(log);
        this.router = new Router(tenants, settings.trustsClientTimestamps(), held);
        this.settings = settings;
        this.admission = new LoopAdmission(
                settings.admission(), tenants.count(), nanoClock.nanoTime(), THREADS::getCurrentThreadCpuTime);
        this.setAside = new SetAside<>(settings.admission().turnBudgetNs(), nanoClock);
        this.guard = guard;
        this.explainDesk = explainDesk;
        this.meter = meter;
        this.faultLog = faultLog;
        this.accessLog = accessLog;
        this.tenants = tenants;
        this.nanoClock = nanoClock;
        this.epochClock = epochClock;
    }

    /**
     * Sets what runs a task on the loop, once all calls of its turn have begun; may be called by any thread. Before it is
     * set, nothing is explained.
     */
    void runBy(final Consumer<Handler<Void>> runner) {
        loop = runner;
    }

    /** From now on turns have an end and a budget: taking long is a sign of overload, and not of a cold start. */
    void countTurns() {
        countsTurns = true;
    }

    /** Whether a queue stands before the loop, so that calls have to be set aside. */
    boolean isOverloaded() {
        return admission.turn().isOverloaded();
    }

    /** Who calls, if that can be told from the headers at once and the caller may route; else null. */
    @Nullable
    Caller knownCaller(final Function<CharSequence, ? extends @Nullable CharSequence> headers) {
        return guard.known(headers, RoutePaths.NEEDED);
    }

    /** Whether nobody is asked for credentials. */
    boolean isOpen() {
        return guard.isOpen();
    }

    /** Hands a request on to be judged, at once or when the token that it presents was looked at. */
    void whenProven(final HttpServerRequest request, final Handler<HttpServerRequest> next) {
        guard.whenProven(request, next);
    }

    /** Says who calls, and whether that caller may route. */
    Verdict judge(final HttpServerRequest request) {
        return guard.judge(request, RoutePaths.NEEDED);
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

    /** Counts, and logs where that is wanted, a call that was answered. */
    void ended(final CallKind kind, final int code, final long latencyNs, final int tenant, final String traceId) {
        meter.answered(kind, code, latencyNs);
        if (accessLog != null) {
            accessLog.ended(kind, code, latencyNs, tenant < 0 ? "" : tenants.id(tenant), traceId);
        }
    }

    /** Admits a call that begins; returns why it is refused, or null. */
    @Nullable
    Refusal admit(final int caller) {
        final long nowNs = nanoClock.nanoTime();
        beginTurn(nowNs);
        return countRejected(admission.admit(caller, openCalls.count(), nowNs));
    }

    /**
     * Has the message of a call decided: at once or, on a loop that has more to do than it can do in time, behind what this turn
     * refuses. Refuses what is too much.
     */
    void decide(final RouteCall call) {
        final long nowNs = nanoClock.nanoTime();
        beginTurn(nowNs);
        final Refusal refusal = admission.admitDecision(nowNs);
        if (refusal != null) {
            refuse(call, refusal);
        } else if (!admission.turn().isOverloaded()) {
            call.onDecision(nowNs);
        } else if (!setAside.offer(call)) {
            refuse(call, LoopAdmission.OVERLOADED);
        }
    }

    private void refuse(final RouteCall call, final Refusal refusal) {
        countRejected(refusal);
        call.refuse(refusal);
    }

    /** Admits one more message of a stream; returns why it is refused, or null. */
    @Nullable
    Refusal admitMessage(final int caller, final long nowNs) {
        beginTurn(nowNs);
        return countRejected(admission.admitMessage(caller, nowNs));
    }

    private void beginTurn(final long nowNs) {
        if (countsTurns && loop != null && admission.turn().turnBegins(nowNs)) {
            loop.accept(turnEnded);
        }
    }

    private @Nullable Refusal countRejected(final @Nullable Refusal refusal) {
        if (refusal != null) {
            meter.rejected(LoopAdmission.cause(refusal));
        }
        return refusal;
    }

    /** Routes the message at an offset of a payload; a negative result is one for {@link #refusal}. */
    int route(final Buffer payload, final int offset, final int length, final Caller caller) {
        return routeAs(view(payload, offset, length, caller), caller);
    }

    /** Routes the message that a view shows; result as with the other one. */
    int route(final DirectBuffer message, final Caller caller) {
        return routeAs(named(message, message.capacity(), caller), caller);
    }

    private int routeAs(final DirectBuffer view, final Caller caller) {
        dropHeld();
        requestLength = view.capacity();
        return permitted(
                router.route(view, 0, requestLength, caller.tenant(), epochClock.time(), response, RESPONSE_OFFSET),
                router,
                caller);
    }

    /** The last request that was routed. */
    RouteRequestFlyweight request() {
        return router.request();
    }

    /** Whether the last request that was routed asks why. */
    boolean isAskedWhy() {
        return router.isExplainWanted();
    }

    /** Keeps the decision that was just made, with all that it read. */
    MadeDecision made(final int length) {
        final byte[] request = new byte[requestLength];
        System.arraycopy(router.request().bytes(), router.request().start(), request, 0, requestLength);
        final byte[] answer = new byte[length];
        response.getBytes(RESPONSE_OFFSET, answer);
        return MadeDecision.of(router, request, answer);
    }

    /**
     * Has a decision explained beside the loop.
     *
     * @param answered takes the whole answer, or null where none came out, on the loop
     * @return false when too many wait already, or the tenant asks too often
     */
    boolean explain(final MadeDecision made, final Consumer<byte @Nullable []> answered) {
        final Consumer<Handler<Void>> runner = loop;
        return runner != null
                && explainDesk.explain(
                        made,
                        tenantOf(made),
                        nanoClock.nanoTime(),
                        answer -> runner.accept(nothing -> answered.accept(answer)));
    }

    private int tenantOf(final MadeDecision made) {
        return tenants.find(made.tenantId(), 0, made.tenantId().length);
    }

    /** A decision that was kept is about to be given: it is made once more, for those who count and log. */
    void given(final MadeDecision made) {
        dropHeld();
        final int length = made.makeAgain(router, response, RESPONSE_OFFSET);
        meter.decided(router.decision());
        if (held != null) {
            held.give(router, tenantOf(made), made.request(), response, RESPONSE_OFFSET, length);
        }
    }

    /** As {@link #route}, to the tenant's defaults. */
    int routeToDefault(final Buffer payload, final int offset, final int length, final Caller caller) {
        final DirectBuffer view = view(payload, offset, length, caller);
        dropHeld();
        return permitted(
                router.routeToDefault(
                        view, 0, view.capacity(), caller.tenant(), epochClock.time(), response, RESPONSE_OFFSET),
                router,
                caller);
    }

    private DirectBuffer view(final Buffer payload, final int offset, final int length, final Caller caller) {
        return named(payloadView.wrap(payload, offset, length), length, caller);
    }

    /** A message, with the platform that the caller is known to be named in it. */
    private DirectBuffer named(final DirectBuffer view, final int length, final Caller caller) {
        return caller.platform().isEmpty() ? view : platforms.before(view, length, caller.platform());
    }

    private void turnEnded(final Void nothing) {
        setAside.settle(RouteCall::decideLate, this::refuseLate);
        admission.turn().turnEnded(nanoClock.nanoTime());
    }

    private void refuseLate(final RouteCall call) {
        if (!call.isAnswered()) {
            refuse(call, LoopAdmission.OVERLOADED);
        }
    }

    private static int permitted(final int result, final Router router, final Caller caller) {
        return result >= 0 && router.isExplainWanted() && !caller.has(Role.VIEWER) ? NEEDS_VIEWER : result;
    }

    /**
     * The decision that was just made is about to be given: counts it, and has it logged. Until then it is neither, so that what is
     * refused after all, for its role or its deadline, was never decided.
     */
    void given() {
        meter.decided(router.decision());
        if (held != null) {
            held.give();
        }
    }

    private void dropHeld() {
        if (held != null) {
            held.drop();
        }
    }

    /** The refusal behind the last negative result. */
    Refusal refusal(final int status) {
        if (status == NEEDS_VIEWER) {
            return CallerGuard.lackOf(Role.VIEWER);
        }
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
        return copyOfResponse(framed(length), UnaryBody.PREFIX_BYTES + length);
    }

    /** Puts a gRPC frame's prefix before the last response; returns where it starts in {@link #response}. */
    int framed(final int length) {
        final int start = RESPONSE_OFFSET - UnaryBody.PREFIX_BYTES;
        response.putByte(start, (byte) 0);
        response.putInt(start + 1, length, ByteOrder.BIG_ENDIAN);
        return start;
    }

    /** The bytes of the last response, without framing; to be read at once. */
    ByteBuffer responseBytes(final int length) {
        return ByteBuffer.wrap(responseBytes, RESPONSE_OFFSET, length);
    }

    /** How long an answer may stay unread. */
    long unreadNs() {
        return TimeUnit.MILLISECONDS.toNanos(settings.unreadMs());
    }

    /** Counts and logs what nobody expected to be thrown. */
    void reportFault(final Throwable fault) {
        meter.faulted();
        faultLog.report(fault);
    }

    LoopMeter meter() {
        return meter;
    }

    /** The call whose headers are handed on next was read then; {@link #arrivesNow} ends that. */
    void arrivedAt(final long nowNs) {
        handedOnNs = nowNs;
        isHandingOn = true;
    }

    void arrivesNow() {
        isHandingOn = false;
    }

    /** When the headers of the call that begins were read. */
    long arrivalNs() {
        return isHandingOn ? handedOnNs : nanoClock.nanoTime();
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
