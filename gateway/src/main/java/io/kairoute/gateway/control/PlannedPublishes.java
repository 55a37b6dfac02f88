package io.kairoute.gateway.control;

import com.google.rpc.Code;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.ScheduleCancelled;
import io.kairoute.gateway.api.AdminRefused;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.state.DraftRecord;
import io.kairoute.gateway.control.state.ScheduledPublish;
import io.kairoute.router.Router;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes drafts when the time has come that was set for them, and calls off what cannot be published then.
 *
 * <p>Thread-confined: owned by the control thread, but for the ends of what runs beside it.
 */
final class PlannedPublishes {
    private static final Logger LOG = LoggerFactory.getLogger(PlannedPublishes.class);

    private final TenantWork work;
    private final PublishLook look;
    private final TablePublisher publisher;
    private final InstantSource clock;
    private final Set<String> publishing = ConcurrentHashMap.newKeySet();

    PlannedPublishes(
            final TenantWork work, final PublishLook look, final TablePublisher publisher, final InstantSource clock) {
        this.work = work;
        this.look = look;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Publishes drafts whose time has come. */
    void tick(final TenantControl tenant, final long nowMs) {
        for (final DraftRecord draft : List.copyOf(tenant.state().drafts().values())) {
            final ScheduledPublish schedule = draft.schedule();
            final String key = tenant.id() + "/" + draft.id();
            if (schedule != null && schedule.atMs() <= nowMs && publishing.add(key)) {
                final var unused = publish(tenant, draft, schedule)
                        .handle((published, fault) -> Optional.ofNullable(fault))
                        .thenCompose(fault -> ended(tenant.id(), draft, schedule, fault))
                        // However it ended, and also where this thread takes no work: the next tick may try again.
                        .whenComplete((done, fault) -> publishing.remove(key));
            }
        }
    }

    private CompletableFuture<TablePublisher.Published> publish(
            final TenantControl tenant, final DraftRecord draft, final ScheduledPublish plan) {
        try {
            return publisher.publish(look.planned(tenant, draft, plan));
        } catch (final RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<String> ended(
            final String tenant, final DraftRecord draft, final ScheduledPublish plan, final Optional<Throwable> fault) {
        return fault.isEmpty() || isBusy(fault.get())
                ? CompletableFuture.completedFuture(draft.id())
                : work.change(tenant, control -> callOff(control, draft, plan, fault.get()))
                        .thenApply(outcome -> draft.id());
    }

    /** Whether the control thread had no room for it, which says nothing of the draft. */
    private static boolean isBusy(final Throwable fault) {
        final Throwable cause = fault.getCause() == null ? fault : fault.getCause();
        return cause instanceof AdminRefused refusal && refusal.refusal().code() == Code.UNAVAILABLE;
    }

    private CompletableFuture<Outcome> callOff(
            final TenantControl tenant, final DraftRecord draft, final ScheduledPublish plan, final Throwable fault) {
        final Throwable cause = fault.getCause() == null ? fault : fault.getCause();
        LOG.warn("event=scheduled_publish_failed tenant={} draft={} cause=\"{}\"", tenant.id(), draft.id(), cause);
        return tenant.propose(
                Call.by(plan.actor(), "schedule", Router.ANY_TENANT),
                Change.of(
                        clock.millis(),
                        "the planned publish could not be done",
                        Command.newBuilder()
                                .setScheduleCancelled(ScheduleCancelled.newBuilder()
                                        .setDraft(draft.id())
                                        .setPlan(plan.plan())
                                        .setCause(String.valueOf(cause.getMessage())))));
    }
}
