package io.kairoute.gateway.api;

import com.google.protobuf.Message;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.router.Router;
import io.kairoute.router.snapshot.TenantDirectory;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
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
    private static final Caller ANYBODY = new Caller("anybody", Router.ANY_TENANT, Set.of(), "");

    private final Vertx vertx;
    private final TenantScope scope;
    private final Lanes lanes;

    AdminCalls(final Vertx vertx, final TenantDirectory tenants, final Lanes lanes) {
        this.vertx = vertx;
        this.scope = new TenantScope(tenants);
        this.lanes = lanes;
    }

    /**
     * A whole request. Immutable.
     *
     * @param binding the method asked for
     * @param caller who asks; null on an open node
     * @param request what the answer goes to
     * @param timeoutMs how long its caller waits
     */
    record Asked(
            AdminBinding<?, ?> binding,
            @Nullable Caller caller,
            HttpServerRequest request,
            Message message,
            long timeoutMs) {}

    /** How a request is answered. {@link #print} runs on a lane's thread, the others on the event loop, one of them once. */
    interface Reply {
        /** The answer's bytes; there may be many of them. */
        Buffer print(Message answer);

        /** Sends them. */
        void done(Buffer answer);

        /** Says why there are none. */
        void refuse(Refusal refusal);
    }

    /** Has a method answer a request, in its lane. */
    void answer(final Asked asked, final Reply reply) {
        final Call call = about(
                asked.caller(),
                asked.binding().tenantOf(asked.message()),
                asked.request().remoteAddress().hostAddress());
        if (call == null) {
            reply.refuse(wrongTenant(asked.caller()));
            return;
        }
        new Answering(asked, call, reply).begin();
    }

    /** A call about a tenant; null when the caller may not ask about it, or there is none of that name. */
    @Nullable
    Call about(final @Nullable Caller caller, final String named, final String origin) {
        final Caller asking = caller == null ? ANYBODY : caller;
        final int tenant = scope.resolve(asking.tenant(), named);
        return tenant == TenantDirectory.UNKNOWN
                ? null
                : new Call(asking, tenant, scope.id(tenant), origin, new Cancellation());
    }

    /** What a caller gets for a tenant that it may not ask about. */
    Refusal wrongTenant(final @Nullable Caller caller) {
        return scope.refusal(caller == null ? Router.ANY_TENANT : caller.tenant());
    }

    /** One request on its way through a lane. */
    private final class Answering {
        private final Asked asked;
        private final Call call;
        private final Reply reply;
        private final Context loop = vertx.getOrCreateContext();
        private final Lanes.Kind kind;
        private Lane.@Nullable Ticket ticket;
        private long timer;
        private boolean isTold;

        Answering(final Asked asked, final Call call, final Reply reply) {
            this.asked = asked;
            this.call = call;
            this.reply = reply;
            this.kind = lanes.of(asked.binding().lane());
        }

        void begin() {
            timer = vertx.setTimer(Math.min(DEADLINE_MS, asked.timeoutMs()), id -> {
                giveUp();
                tell(() -> reply.refuse(CallRefusals.DEADLINE_EXCEEDED));
            });
            asked.request().response().closeHandler(gone -> {
                giveUp();
                tell(() -> {});
            });
            ticket = kind.lane().submit(call.tenant(), asked.message().getSerializedSize(), this::work);
            if (ticket == null) {
                tell(() -> reply.refuse(kind.full()));
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
                answer = asked.binding().call(call, asked.message());
            } catch (final Throwable e) {
                // An Error as well: its caller is told, and the lane goes on.
                answer = CompletableFuture.failedStage(e);
            }
            return answer.thenApplyAsync(reply::print, kind.threads())
                    .whenComplete((bytes, fault) -> loop.runOnContext(
                            nothing -> tell(fault == null ? () -> reply.done(bytes) : () -> refuse(fault))));
        }

        private void refuse(final Throwable fault) {
            reply.refuse(refusal(asked.binding(), fault));
        }

        private void tell(final Runnable end) {
            if (!isTold) {
                isTold = true;
                vertx.cancelTimer(timer);
                end.run();
            }
        }
    }

    private static Refusal refusal(final AdminBinding<?, ?> binding, final Throwable fault) {
        final Throwable cause =
                fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof AdminRefused planned) {
            return planned.refusal();
        }
        LOG.error("event=admin_call_failed method={}", binding.name(), cause);
        return Refusal.fault();
    }
}
