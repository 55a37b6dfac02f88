package io.kairoute.gateway.control;

import com.google.protobuf.Message;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.api.TenantScope;
import io.kairoute.gateway.api.Work;
import io.kairoute.gateway.control.loop.ControlLoop;
import io.kairoute.router.snapshot.TenantDirectory;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The way to a tenant's control state: on the control thread, and beside it where something takes long. Thread-safe.
 *
 * @param tenants by id
 * @param compile where tables are checked and compiled, so that a large one never holds up a live occasion
 */
record TenantWork(ControlLoop loop, Map<String, TenantControl> tenants, TenantScope scope, CompileLanes compile) {
    /**
     * One method of a service, on the control thread.
     *
     * @param <Q> its request
     * @param <R> its response
     */
    @FunctionalInterface
    interface Reading<Q, R> {
        /** Does it. */
        R call(TenantControl tenant, Call actor, Q request);
    }

    /** A service's method that changes nothing. */
    <Q extends Message, R extends Message> Work.Unary<Q, R> reading(
            final Function<Q, String> tenantOf, final Reading<Q, R> method) {
        return (actor, request) -> with(actor, tenantOf.apply(request), tenant -> method.call(tenant, actor, request));
    }

    /** A service's method that changes something, and is done once however often it is repeated with one request_id. */
    <Q extends Message, R extends Message> Work.Unary<Q, R> writing(
            final Function<Q, String> tenantOf, final Write.Ask<Q, R> ask, final Write.Answer<R> answer) {
        final Write<Q, R> write = new Write<>(ask, answer);
        return (actor, request) ->
                changing(() -> tenant(actor, tenantOf.apply(request)).write(actor, request, write));
    }

    /** Does something with a tenant on the control thread; refuses a tenant that is not the actor's. */
    <R> CompletableFuture<R> with(final Call actor, final String tenant, final Function<TenantControl, R> work) {
        return loop.proxy().call(() -> work.apply(tenant(actor, tenant)));
    }

    /** Does something on the control thread for a tenant that is known to be the actor's. */
    <A, R> CompletableFuture<R> then(
            final String tenant, final A argument, final BiFunction<TenantControl, A, R> work) {
        return loop.proxy().call(() -> work.apply(need(tenant), argument));
    }

    /** Changes a tenant that is known to be the actor's. */
    <R> CompletableFuture<R> change(final String tenant, final Function<TenantControl, CompletableFuture<R>> work) {
        return changing(() -> work.apply(need(tenant)));
    }

    /** Does something for a tenant beside the control thread. */
    <R> CompletableFuture<R> beside(final String tenant, final Supplier<R> work) {
        return compile.run(tenant, work);
    }

    /** Looks something up on the control thread, and goes on with it beside; refuses a tenant that is not the actor's. */
    <A, R> CompletableFuture<R> beside(
            final Call actor, final String named, final Function<TenantControl, A> look, final Function<A, R> work) {
        return with(actor, named, tenant -> new Looked<>(tenant.id(), look.apply(tenant)))
                .thenCompose(looked -> beside(looked.tenant(), () -> work.apply(looked.found())));
    }

    private record Looked<A>(String tenant, A found) {}

    // A change ends when the log has judged it, which may be later than the turn that proposed it.
    @SuppressWarnings("FutureReturnValueIgnored") // the inner one is what the outer one goes on with
    private <R> CompletableFuture<R> changing(final Supplier<CompletableFuture<R>> work) {
        return loop.proxy().<CompletableFuture<R>>call(() -> work.get()).thenCompose(loop::counted);
    }

    private TenantControl tenant(final Call actor, final String named) {
        final int tenant = scope.resolve(actor.tenant(), named);
        if (tenant == TenantDirectory.UNKNOWN) {
            throw ControlRefusal.because(scope.refusal(actor.tenant()));
        }
        return need(scope.id(tenant));
    }

    private TenantControl need(final String id) {
        final TenantControl tenant = tenants.get(id);
        if (tenant == null) {
            throw ControlRefusal.notFound("UNKNOWN_TENANT", "This node has no such tenant; check tenant.");
        }
        return tenant;
    }
}
