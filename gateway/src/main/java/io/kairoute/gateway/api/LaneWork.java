package io.kairoute.gateway.api;

import com.google.rpc.Code;
import io.kairoute.gateway.api.stream.CallLoop;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The work of one call in its method's lane, of which the event loop hears once.
 *
 * <pre>
 *   begin -> in the lane: understand the question -> work -> back on the loop: done, or failed
 *               |  the time is over: failed            the caller has gone: gone
 *               +-> in both cases the work is told, and taken out of the lane where it has not begun
 * </pre>
 *
 * <p>Until the question is understood its bytes count as those of a body on its way. They are given back once: by the lane where the
 * work begins, by the event loop where it never will. Thread-confined: owned by the admin event loop, but for {@link #run}.
 *
 * @param <T> what comes of the work
 */
final class LaneWork<T> {
    private static final long DEADLINE_MS = 30_000;
    private static final Refusal STOPPING =
            Refusal.of(Code.UNAVAILABLE, "STOPPING", "This node is stopping and takes no more calls.");

    /** Hears what came of a work, on the event loop; one of the three, once. */
    interface Told<T> {
        /** The work is done. */
        void done(T result);

        /** It cannot be done, or was not in time. */
        void failed(Throwable fault);

        /** Nobody waits for it any more. */
        void gone();
    }

    private final Vertx vertx;
    private final Lanes lanes;
    private final OpenAdminCalls open;
    private final AdminCalls.Asked asked;
    private final Told<T> told;
    private final CallLoop loop;
    private final Cancellation cancellation = new Cancellation();
    private Lane.@Nullable Ticket ticket;
    private long timer;
    private boolean isTold;

    LaneWork(
            final Vertx vertx,
            final Lanes lanes,
            final OpenAdminCalls open,
            final AdminCalls.Asked asked,
            final Told<T> told) {
        this.vertx = vertx;
        this.lanes = lanes;
        this.open = open;
        this.asked = asked;
        this.told = told;
        loop = CallLoop.current(vertx);
    }

    /** Tells the work when nobody waits for it any more. */
    Cancellation cancellation() {
        return cancellation;
    }

    /**
     * Begins, within the time that the caller waits.
     *
     * @param tenant whose turn in the lane it takes
     * @param question understands what is asked, on a thread of the lane
     * @param work does what is asked, on the same thread
     */
    void begin(
            final int tenant,
            final Supplier<AdminCalls.Understood> question,
            final Function<AdminCalls.Understood, CompletionStage<T>> work) {
        timer = vertx.setTimer(Math.min(DEADLINE_MS, asked.timeoutMs()), id -> {
            giveUp();
            tell(() -> told.failed(AdminRefused.because(CallRefusals.DEADLINE_EXCEEDED)));
        });
        asked.request().response().closeHandler(closed -> {
            giveUp();
            tell(told::gone);
        });
        if (lanes.isClosed()) {
            tell(() -> told.failed(AdminRefused.because(STOPPING)));
            return;
        }
        final Lanes.Kind kind = lanes.of(asked.method().lane());
        final int bytes = asked.question().bytes();
        open.holds(bytes);
        ticket = kind.lane().submit(tenant, bytes, () -> run(question, work));
        if (ticket == null) {
            release();
            tell(() -> told.failed(AdminRefused.because(kind.full())));
        }
    }

    /** Nobody waits any more: what has not begun is taken out, what runs is told. */
    private void giveUp() {
        cancellation.cancel();
        final Lane.Ticket mine = ticket;
        if (mine != null && mine.withdraw()) {
            release();
        }
    }

    // On a thread of the lane. The stage ends when the work has, with or without somebody to tell.
    private CompletionStage<?> run(
            final Supplier<AdminCalls.Understood> question,
            final Function<AdminCalls.Understood, CompletionStage<T>> work) {
        CompletionStage<T> result;
        try {
            final AdminCalls.Understood understood = understood(question);
            if (understood == null || cancellation.isCancelled()) {
                return CompletableFuture.completedStage(cancellation);
            }
            result = work.apply(understood);
        } catch (final Throwable e) {
            // An Error as well: its caller is told, and the lane goes on.
            result = CompletableFuture.failedStage(e);
        }
        return result.whenComplete((done, fault) -> {
            final boolean unused =
                    loop.run(() -> tell(fault == null ? () -> told.done(done) : () -> told.failed(fault)));
        });
    }

    private AdminCalls.@Nullable Understood understood(final Supplier<AdminCalls.Understood> question) {
        try {
            return cancellation.isCancelled() ? null : question.get();
        } finally {
            release();
        }
    }

    /** The bytes of the question are those of a message now, or of nothing. */
    private void release() {
        open.gives(asked.question().bytes());
    }

    private void tell(final Runnable end) {
        if (!isTold) {
            isTold = true;
            vertx.cancelTimer(timer);
            end.run();
        }
    }
}
