package io.kairoute.gateway.control;

import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.ScheduleCancelled;
import io.kairoute.gateway.api.AdminRefused;
import io.kairoute.gateway.control.log.Rejection;
import io.kairoute.gateway.control.loop.ControlLoop;
import io.kairoute.gateway.control.state.DraftRecord;
import io.kairoute.gateway.control.state.ScheduledPublish;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes drafts when the time has come that was set for them.
 *
 * <p>A plan is done once, also where it is overdue or two nodes find it due: its request has the same id everywhere. It is called off
 * only for reasons that stay until somebody changes something, and only as the plan that it was. Whatever else fails passes: the plan
 * stays, and is tried again after a rest that grows. Thread-confined: owned by the control thread, but for the ends of what runs
 * beside it.
 */
final class PlannedPublishes {
    private static final Logger LOG = LoggerFactory.getLogger(PlannedPublishes.class);

    /** Reasons that trying again does not change. */
    private static final Set<String> LASTING = Set.of(
            Rejection.BASE_REVISION.name(),
            Rejection.APPROVAL_NEEDED.name(),
            Rejection.DRAFT_CHANGED.name(),
            CheckedTable.ERRORS,
            CheckedTable.WARNINGS);

    /** Reasons why nothing is left to do. */
    private static final Set<String> GONE = Set.of(Rejection.NOT_SCHEDULED.name(), Rejection.UNKNOWN_DRAFT.name());

    private final ControlLoop loop;
    private final TenantWork work;
    private final PublishLook look;
    private final TablePublisher publisher;
    private final InstantSource clock;
    private final RetryPauses pauses;
    private final Map<Plan, Attempt> attempts = new ConcurrentHashMap<>();

    /** Which plan. */
    private record Plan(String tenant, String draft, long plan) {}

    /**
     * How far a plan has come.
     *
     * @param failures how often it failed
     * @param notBeforeNs when it may be tried again, by the loop's ticker; means nothing without a failure
     */
    private record Attempt(boolean isRunning, int failures, long notBeforeNs) {
        private static final Attempt NONE = new Attempt(false, 0, 0);

        private boolean isDue(final long nowNs) {
            return !isRunning && (failures == 0 || nowNs - notBeforeNs >= 0);
        }
    }

    PlannedPublishes(
            final ControlLoop loop,
            final TenantWork work,
            final PublishLook look,
            final TablePublisher publisher,
            final InstantSource clock,
            final RetryPauses pauses) {
        this.loop = loop;
        this.work = work;
        this.look = look;
        this.publisher = publisher;
        this.clock = clock;
        this.pauses = pauses;
    }

    /** Publishes drafts whose time has come. */
    void tick(final TenantControl tenant, final long nowMs) {
        final Set<Plan> planned = new HashSet<>();
        for (final DraftRecord draft : List.copyOf(tenant.state().drafts().values())) {
            final ScheduledPublish schedule = draft.schedule();
            if (schedule != null) {
                final Plan plan = new Plan(tenant.id(), draft.id(), schedule.plan());
                planned.add(plan);
                if (schedule.atMs() <= nowMs) {
                    tryOnce(tenant, draft, schedule, plan);
                }
            }
        }
        attempts.entrySet()
                .removeIf(one -> one.getKey().tenant().equals(tenant.id())
                        && !one.getValue().isRunning()
                        && !planned.contains(one.getKey()));
    }

    private void tryOnce(
            final TenantControl tenant, final DraftRecord draft, final ScheduledPublish schedule, final Plan plan) {
        final Attempt before = attempts.getOrDefault(plan, Attempt.NONE);
        if (before.isDue(loop.tickerNs())) {
            attempts.put(plan, new Attempt(true, before.failures(), 0));
            final var unused = publish(tenant, draft, schedule)
                    .handle((published, fault) -> cause(fault))
                    .thenCompose(fault -> fault != null && isOneOf(LASTING, fault)
                            ? callOff(plan, fault)
                            : CompletableFuture.completedFuture(fault))
                    .thenApply(fault -> fault != null && isOneOf(GONE, fault) ? null : fault)
                    .whenComplete((fault, thrown) -> ended(plan, before, thrown == null ? fault : cause(thrown)));
        }
    }

    private CompletableFuture<TablePublisher.Published> publish(
            final TenantControl tenant, final DraftRecord draft, final ScheduledPublish schedule) {
        try {
            return publisher.publish(look.planned(tenant, draft, schedule));
        } catch (final Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    // Names the plan, so that another one that was made meanwhile stays.
    private CompletableFuture<@Nullable Throwable> callOff(final Plan plan, final Throwable why) {
        final Command.Builder command = Command.newBuilder()
                .setScheduleCancelled(ScheduleCancelled.newBuilder()
                        .setDraft(plan.draft())
                        .setPlan(plan.plan())
                        .setCause(String.valueOf(why.getMessage())));
        return work.change(
                        plan.tenant(),
                        tenant -> tenant.propose(
                                TenantControl.NODE,
                                Change.of(clock.millis(), "the planned publish could not be done", command)))
                .handle((calledOff, fault) -> {
                    if (fault == null) {
                        LOG.warn(
                                "event=planned_publish_called_off tenant={} draft={} plan={} cause=\"{}\"",
                                plan.tenant(),
                                plan.draft(),
                                plan.plan(),
                                why.getMessage());
                    }
                    return cause(fault);
                });
    }

    // May run beside the control thread.
    private void ended(final Plan plan, final Attempt before, final @Nullable Throwable fault) {
        if (fault == null) {
            attempts.put(plan, Attempt.NONE);
            return;
        }
        final int failures = before.failures() + 1;
        final long pauseMs = pauses.afterMs(failures);
        attempts.put(plan, new Attempt(false, failures, loop.tickerNs() + TimeUnit.MILLISECONDS.toNanos(pauseMs)));
        LOG.warn(
                "event=planned_publish_failed tenant={} draft={} plan={} attempt={} again_in_ms={} cause=\"{}\"",
                plan.tenant(),
                plan.draft(),
                plan.plan(),
                failures,
                pauseMs,
                String.valueOf(fault));
    }

    private static boolean isOneOf(final Set<String> reasons, final Throwable fault) {
        return fault instanceof AdminRefused refused
                && reasons.contains(refused.refusal().reason());
    }

    private static @Nullable Throwable cause(final @Nullable Throwable fault) {
        return fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
    }
}
