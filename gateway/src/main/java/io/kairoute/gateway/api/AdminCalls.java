package io.kairoute.gateway.api;

import com.google.protobuf.Message;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.router.Router;
import io.kairoute.router.snapshot.TenantDirectory;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has admin methods answered by worker threads, each within its time and about a tenant that its caller may ask about.
 *
 * <p>Thread-confined: owned by the admin event loop.
 */
final class AdminCalls {
    private static final Logger LOG = LoggerFactory.getLogger(AdminCalls.class);
    private static final long DEADLINE_MS = 30_000;
    private static final Caller ANYBODY = new Caller("anybody", Router.ANY_TENANT, Set.of(), "");

    private final Vertx vertx;
    private final TenantScope scope;
    private final OpenAdminCalls open;

    AdminCalls(final Vertx vertx, final TenantDirectory tenants, final OpenAdminCalls open) {
        this.vertx = vertx;
        this.scope = new TenantScope(tenants);
        this.open = open;
    }

    /** Has a method answer a request; exactly one of the two consumers is told, on this event loop. */
    void answer(
            final AdminBinding<?, ?> binding,
            final @Nullable Caller caller,
            final String origin,
            final Message request,
            final long timeoutMs,
            final Consumer<Message> done,
            final Consumer<Refusal> refused) {
        final Call asking = about(caller, binding.tenantOf(request), origin);
        if (asking == null) {
            refused.accept(wrongTenant(caller));
            return;
        }
        open.stays();
        final Once once = new Once(done, refused);
        final long timer =
                vertx.setTimer(Math.min(DEADLINE_MS, timeoutMs), id -> once.refuse(CallRefusals.DEADLINE_EXCEEDED));
        vertx.executeBlocking(() -> binding.call(asking, request), false).onComplete(result -> {
            vertx.cancelTimer(timer);
            open.closed();
            if (result.succeeded()) {
                once.done(result.result());
            } else {
                once.refuse(refusal(binding, result.cause()));
            }
        });
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

    private static Refusal refusal(final AdminBinding<?, ?> binding, final Throwable cause) {
        if (cause instanceof AdminRefused planned) {
            return planned.refusal();
        }
        LOG.error("event=admin_call_failed method={}", binding.name(), cause);
        return Refusal.fault();
    }

    /** Tells of the first end only: the method's own, or the deadline's. */
    private static final class Once {
        private final Consumer<Message> done;
        private final Consumer<Refusal> refused;
        private boolean isTold;

        Once(final Consumer<Message> done, final Consumer<Refusal> refused) {
            this.done = done;
            this.refused = refused;
        }

        void done(final Message answer) {
            if (!isTold) {
                isTold = true;
                done.accept(answer);
            }
        }

        void refuse(final Refusal refusal) {
            if (!isTold) {
                isTold = true;
                refused.accept(refusal);
            }
        }
    }
}
