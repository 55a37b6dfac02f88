package io.kairoute.gateway.api;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import io.kairoute.api.v1.MethodLane;
import io.kairoute.gateway.api.stream.AnswerForm;
import io.kairoute.gateway.api.stream.OpenAnswers;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.router.Router;
import io.kairoute.router.snapshot.TenantDirectory;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has admin methods answered in their lanes, each within its time and about a tenant that its caller may ask about.
 *
 * <p>Thread-confined: owned by the admin event loop.
 */
final class AdminCalls {
    private static final Logger LOG = LoggerFactory.getLogger(AdminCalls.class);
    private static final long DEADLINE_MS = 30_000;
    private static final Refusal STOPPING =
            Refusal.of(Code.UNAVAILABLE, "STOPPING", "This node is stopping and takes no more calls.");

    private final Vertx vertx;
    private final TenantScope scope;
    private final Lanes lanes;
    private final OpenAnswers answers;
    private final CallLedger ledger;

    AdminCalls(
            final Vertx vertx,
            final TenantDirectory tenants,
            final Lanes lanes,
            final OpenAnswers answers,
            final CallLedger ledger) {
        this.vertx = vertx;
        this.scope = new TenantScope(tenants);
        this.lanes = lanes;
        this.answers = answers;
        this.ledger = ledger;
    }

    /**
     * A whole request. Immutable.
     *
     * @param binding the method asked for
     * @param caller who asks; anybody on an open node
     * @param request what the answer goes to
     * @param timeoutMs how long its caller waits
     */
    record Asked(Binding binding, Caller caller, HttpServerRequest request, Message message, long timeoutMs) {}

    /** How a request is answered. {@link #print} runs on a lane's thread, the others on the event loop, one of them once. */
    interface Reply {
        /** The answer's bytes; there may be many of them. */
        Buffer print(Message answer);

        /** Sends them. */
        void done(Buffer answer);

        /** Says why there are none. */
        void refuse(Refusal refusal);
    }

    /** Has a unary method answer a request: in its lane, or at once where that is the event loop. */
    void answer(final Asked asked, final Reply reply) {
        final Call call = about(asked);
        if (call == null) {
            final Refusal refusal = wrongTenant(asked.caller());
            ledger.refused(asked.binding().method(), refusal);
            reply.refuse(refusal);
        } else if (asked.binding().method().lane() == MethodLane.METHOD_LANE_LOOP) {
            answerAtOnce(asked, call, reply);
        } else {
            new Answering(asked, call, reply).begin();
        }
    }

    /** Has a method with many answers begin with them. */
    void begin(final Asked asked, final Work.Stream work, final AnswerForm form, final Consumer<Refusal> refuse) {
        final Call call = about(asked);
        final Method method = asked.binding().method();
        if (call == null) {
            final Refusal refusal = wrongTenant(asked.caller());
            ledger.refused(method, refusal);
            refuse.accept(refusal);
        } else {
            work.beginning()
                    .begin(new StreamedCall(
                            vertx,
                            call,
                            asked.request(),
                            asked.message(),
                            form,
                            answers,
                            ledger.begin(method, call)::ended));
        }
    }

    private @Nullable Call about(final Asked asked) {
        return about(
                asked.binding().method(),
                asked.caller(),
                asked.message(),
                asked.request().remoteAddress().hostAddress());
    }

    /** The lane of a method. */
    Lanes.Kind lane(final Method method) {
        return lanes.of(method.lane());
    }

    /** A call about the tenant that its message names; null when the caller may not ask about it, or there is none of that name. */
    @Nullable
    Call about(final Method method, final Caller caller, final Message message, final String origin) {
        if (method.tenantField() == null && caller.tenant() == Router.ANY_TENANT) {
            return new Call(caller, Router.ANY_TENANT, "", origin, new Cancellation());
        }
        final int tenant = scope.resolve(caller.tenant(), method.tenantOf(message));
        return tenant == TenantDirectory.UNKNOWN
                ? null
                : new Call(caller, tenant, scope.id(tenant), origin, new Cancellation());
    }

    /** What a caller gets for a tenant that it may not ask about. */
    Refusal wrongTenant(final Caller caller) {
        return scope.refusal(caller.tenant());
    }

    private void answerAtOnce(final Asked asked, final Call call, final Reply reply) {
        final CallLedger.Entry entry = ledger.begin(asked.binding().method(), call);
        final var unused = asked.binding().answer(call, asked.message()).whenComplete((answer, fault) -> {
            if (fault == null) {
                reply.done(reply.print(answer));
                entry.answered();
            } else {
                final Refusal refusal = refusal(asked.binding(), fault);
                reply.refuse(refusal);
                entry.refused(refusal);
            }
        });
    }

    /** One request on its way through a lane. */
    private final class Answering {
        private final Asked asked;
        private final Call call;
        private final Reply reply;
        private final Context loop = vertx.getOrCreateContext();
        private final Lanes.Kind kind;
        private final CallLedger.Entry entry;
        private Lane.@Nullable Ticket ticket;
        private long timer;
        private boolean isTold;

        Answering(final Asked asked, final Call call, final Reply reply) {
            this.asked = asked;
            this.call = call;
            this.reply = reply;
            this.kind = lane(asked.binding().method());
            this.entry = ledger.begin(asked.binding().method(), call);
        }

        void begin() {
            timer = vertx.setTimer(Math.min(DEADLINE_MS, asked.timeoutMs()), id -> {
                giveUp();
                tell(() -> refuse(CallRefusals.DEADLINE_EXCEEDED));
            });
            asked.request().response().closeHandler(gone -> {
                giveUp();
                tell(entry::gone);
            });
            if (lanes.isClosed()) {
                tell(() -> refuse(STOPPING));
                return;
            }
            ticket = kind.lane().submit(call.tenant(), asked.message().getSerializedSize(), this::work);
            if (ticket == null) {
                tell(() -> refuse(kind.full()));
            }
        }

        /** Nobody waits any more: what has not begun is taken out, what runs is told. */
        private void giveUp() {
            call.cancellation().cancel();
            final Lane.Ticket mine = ticket;
            if (mine != null) {
                final boolean unused = mine.withdraw();
            }
        }

        // On a thread of the lane. The stage ends when the work has, with or without somebody to tell.
        private CompletionStage<?> work() {
            if (call.isCancelled()) {
                return CompletableFuture.completedStage(call);
            }
            CompletionStage<? extends Message> answer;
            try {
                answer = asked.binding().answer(call, asked.message());
            } catch (final Throwable e) {
                // An Error as well: its caller is told, and the lane goes on.
                answer = CompletableFuture.failedStage(e);
            }
            return answer.thenApplyAsync(reply::print, kind.threads())
                    .whenComplete((bytes, fault) -> loop.runOnContext(nothing ->
                            tell(fault == null ? () -> done(bytes) : () -> refuse(refusal(asked.binding(), fault)))));
        }

        private void done(final Buffer bytes) {
            reply.done(bytes);
            entry.answered();
        }

        private void refuse(final Refusal refusal) {
            reply.refuse(refusal);
            entry.refused(refusal);
        }

        private void tell(final Runnable end) {
            if (!isTold) {
                isTold = true;
                vertx.cancelTimer(timer);
                end.run();
            }
        }
    }

    private static Refusal refusal(final Binding binding, final Throwable fault) {
        final Throwable cause =
                fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof AdminRefused planned) {
            return planned.refusal();
        }
        LOG.error("event=admin_call_failed method={}", binding.method().name(), cause);
        return Refusal.fault();
    }
}
