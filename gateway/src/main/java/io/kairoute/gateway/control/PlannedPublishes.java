package io.kairoute.gateway.control;

import com.google.rpc.Code;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.ScheduleCancelled;
import io.kairoute.gateway.api.AdminRefused;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.log.Beside;
import io.kairoute.router.Router;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private final ControlPlane plane;
    private final TablePublisher publisher;
    private final InstantSource clock;
    private final Set<String> publishing = ConcurrentHashMap.newKeySet();

    PlannedPublishes(final ControlPlane plane, final TablePublisher publisher, final InstantSource clock) {
        this.plane = plane;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Publishes drafts whose time has come. */
    void tick(final TenantControl tenant, final long nowMs) {
        for (final DraftRecord draft : List.copyOf(tenant.state().drafts().values())) {
            final ScheduledPublish schedule = draft.schedule();
            final String key = tenant.id() + "/" + draft.id();
            if (schedule != null && schedule.atMs() <= nowMs && publishing.add(key)) {
                final var unused = publisher
                        .publish(tenant, draft, actor(schedule), schedule)
                        .handle((outcome, fault) -> Optional.ofNullable(fault))
                        .thenCompose(fault -> plane.then(tenant.id(), draft, (control, record) -> {
                            fault.filter(why -> !isBusy(why)).ifPresent(why -> callOff(control, record, schedule, why));
                            return key;
                        }))
                        // However it ended, and also where this thread takes no work: the next tick may try again.
                        .whenComplete((done, fault) -> publishing.remove(key));
            }
        }
    }

    /** Whether the control thread had no room for it, which says nothing of the draft. */
    private static boolean isBusy(final Throwable fault) {
        final Throwable cause = fault.getCause() == null ? fault : fault.getCause();
        return cause instanceof AdminRefused refusal && refusal.refusal().code() == Code.UNAVAILABLE;
    }

    private void callOff(
            final TenantControl tenant,
            final DraftRecord draft,
            final ScheduledPublish schedule,
            final Throwable fault) {
        final Throwable cause = fault.getCause() == null ? fault : fault.getCause();
        final ScheduleCancelled cancelled = ScheduleCancelled.newBuilder()
                .setDraft(draft.id())
                .setCause(String.valueOf(cause.getMessage()))
                .build();
        LOG.warn("event=scheduled_publish_failed tenant={} draft={} cause=\"{}\"", tenant.id(), draft.id(), cause);
        tenant.commit(
                actor(schedule),
                clock.millis(),
                "the planned publish could not be done",
                Command.newBuilder().setScheduleCancelled(cancelled).build(),
                Beside.NOTHING);
    }

    private static Call actor(final ScheduledPublish schedule) {
        return Call.by(schedule.actor(), "schedule", Router.ANY_TENANT);
    }
}
