package io.kairoute.gateway.route;

import io.kairoute.gateway.admission.LoopAdmission;
import io.kairoute.gateway.admission.SetAside;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.Handler;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Consumer;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Says of each call of one event loop whether it has its turn: now, behind what this turn refuses, or not at all.
 *
 * <p>A turn is what one pass over the sockets brings. It begins with the first call that asks, and ends when the loop runs the task
 * that was given to it then. Thread-confined: owned by its event loop.
 */
final class Turns {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final NanoClock clock;
    private final OpenCalls openCalls;
    private final Ledger ledger;
    private final Consumer<Handler<Void>> loop;
    private final LoopAdmission admission;
    private final SetAside<DecidedCall> setAside;
    private final Handler<Void> turnEnded = this::turnEnded;
    private boolean isCounting;
    private boolean isHandingOn;
    private long handedOnNs;

    Turns(
            final SharedByLanes shared,
            final OpenCalls openCalls,
            final Ledger ledger,
            final Consumer<Handler<Void>> loop) {
        this.clock = shared.nanoClock();
        this.openCalls = openCalls;
        this.ledger = ledger;
        this.loop = loop;
        this.admission = new LoopAdmission(
                shared.settings().admission(),
                shared.tenants().count(),
                clock.nanoTime(),
                THREADS::getCurrentThreadCpuTime);
        this.setAside = new SetAside<>(shared.settings().admission().turnBudgetNs(), clock);
    }

    /** From now on turns have an end and a budget: taking long is a sign of overload, and not of a cold start. */
    void count() {
        isCounting = true;
    }

    /** Whether a queue stands before the loop, so that calls have to be set aside. */
    boolean isOverloaded() {
        return admission.turn().isOverloaded();
    }

    /** Admits a call of a tenant that begins; returns why it is refused, or null. */
    @Nullable
    Refusal admit(final int tenant, final long nowNs) {
        begin(nowNs);
        return counted(admission.admit(tenant, openCalls.places(), nowNs));
    }

    /** Admits one more message of a stream; returns why it is refused, or null. */
    @Nullable
    Refusal admitMessage(final int tenant, final long nowNs) {
        begin(nowNs);
        return counted(admission.admitMessage(tenant, nowNs));
    }

    /**
     * Has the message of a call decided: at once or, on a loop that has more to do than it can do in time, behind what this turn
     * refuses. Refuses what is too much.
     */
    void decide(final DecidedCall call) {
        final long nowNs = clock.nanoTime();
        begin(nowNs);
        final Refusal refusal = counted(admission.admitDecision(nowNs));
        if (refusal != null) {
            call.refuse(refusal);
        } else if (!admission.turn().isOverloaded()) {
            call.onDecision(nowNs);
        } else if (!setAside.offer(call)) {
            refuse(call);
        }
    }

    /** The call whose headers are handed on next was read then; {@link #arrivesNow} ends that. */
    void arrivedAt(final long nowNs) {
        handedOnNs = nowNs;
        isHandingOn = true;
    }

    /** The call whose headers come next was read when they come. */
    void arrivesNow() {
        isHandingOn = false;
    }

    /** When the headers of the call that begins were read. */
    long arrivalNs() {
        return isHandingOn ? handedOnNs : clock.nanoTime();
    }

    private void begin(final long nowNs) {
        if (isCounting && admission.turn().turnBegins(nowNs)) {
            loop.accept(turnEnded);
        }
    }

    private void turnEnded(final Void nothing) {
        setAside.settle(DecidedCall::decideLate, this::refuseLate);
        admission.turn().turnEnded(clock.nanoTime());
    }

    private void refuseLate(final DecidedCall call) {
        if (!call.isAnswered()) {
            refuse(call);
        }
    }

    private void refuse(final DecidedCall call) {
        ledger.rejected(LoopAdmission.OVERLOADED);
        call.refuse(LoopAdmission.OVERLOADED);
    }

    private @Nullable Refusal counted(final @Nullable Refusal refusal) {
        if (refusal != null) {
            ledger.rejected(refusal);
        }
        return refusal;
    }
}
