package io.kairoute.router.reference;

import io.kairoute.router.Limits;
import io.kairoute.router.live.QueueOverride;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.table.CalendarState;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Step 6: which queue can take the contact now. */
final class AvailabilityStep {
    private final Scenario scenario;
    private final TableDefinition table;
    private final long nowMs;
    private final Findings findings;

    AvailabilityStep(final Scenario scenario, final TableDefinition table, final long nowMs, final Findings findings) {
        this.scenario = scenario;
        this.table = table;
        this.nowMs = nowMs;
        this.findings = findings;
    }

    /**
     * Where the walk ended.
     *
     * @param treatment with what the queue's closing or surge laid over
     * @param expectedWaitMs null when it is not known
     */
    record Taken(
            QueueDefinition queue,
            Treatment treatment,
            @Nullable Long expectedWaitMs) {}

    /** Walks from the treatment's queue to the one that is taken. */
    Taken take(final Treatment treatment) {
        final QueueDefinition queue = walk(treatment);
        if (isClosed(queue)) {
            findings.took(
                    hasOverride(queue, QueueOverride.Kind.CLOSED)
                            ? Branch.TAKEN_CLOSED_BY_OVERRIDE
                            : Branch.TAKEN_CLOSED_BY_CALENDAR);
            findings.causes.add(FallbackCause.CLOSED);
        }
        return new Taken(queue, treatment.under(laidOverAt(queue)), expectedWaitMs(queue));
    }

    private QueueDefinition walk(final Treatment treatment) {
        QueueDefinition here = known(treatment.queue());
        final Set<String> visited = new HashSet<>(Set.of(here.id()));
        int moves = 0;
        while (true) {
            final List<OverflowRuleDefinition> ways = moves == 0 ? firstWays(treatment, here) : here.overflow();
            final Optional<QueueDefinition> next = next(here, ways);
            if (next.isEmpty()) {
                return here;
            }
            if (visited.contains(next.get().id())) {
                findings.took(Branch.END_QUEUE_VISITED);
                return here;
            }
            if (moves == Limits.OVERFLOW_MOVES) {
                findings.took(Branch.END_NINTH_MOVE);
                return here;
            }
            noteMove(here, moves == 0 && treatment.ownOverflow() != null);
            here = next.get();
            visited.add(here.id());
            moves++;
        }
    }

    /** At the treatment's queue the treatment's own overflow counts, if it says anything of overflow. */
    private List<OverflowRuleDefinition> firstWays(final Treatment treatment, final QueueDefinition queue) {
        final List<OverflowRuleDefinition> own = treatment.ownOverflow();
        if (own != null && own.isEmpty() && !queue.overflow().isEmpty()) {
            findings.took(Branch.OWN_OVERFLOW_EMPTY);
        }
        return own != null ? own : queue.overflow();
    }

    private void noteMove(final QueueDefinition from, final boolean ownOverflow) {
        final Branch byRule = ownOverflow ? Branch.MOVE_BY_OWN_OVERFLOW : Branch.MOVE_BY_QUEUE_OVERFLOW;
        findings.took(hasOverride(from, QueueOverride.Kind.REDIRECT) ? Branch.MOVE_BY_REDIRECT : byRule);
    }

    /** Where the next move leads; nowhere when the queue is taken. */
    private Optional<QueueDefinition> next(final QueueDefinition here, final List<OverflowRuleDefinition> ways) {
        if (hasOverride(here, QueueOverride.Kind.REDIRECT)) {
            return override(here).map(redirect -> known(Objects.requireNonNull(redirect.redirectTo())));
        }
        if (hasOverride(here, QueueOverride.Kind.OPEN)) {
            findings.took(Branch.END_OVERRIDE_OPEN);
            return Optional.empty();
        }
        for (final OverflowRuleDefinition way : ways) {
            if (!holds(way, here)) {
                continue;
            }
            final QueueDefinition target = known(way.to());
            if (!isClosed(target)) {
                return Optional.of(target);
            }
            findings.took(Branch.OVERFLOW_TARGET_CLOSED);
        }
        findings.took(Branch.END_NO_RULE_HOLDS);
        return Optional.empty();
    }

    private boolean holds(final OverflowRuleDefinition way, final QueueDefinition here) {
        final boolean closedHolds = way.closed() == null || way.closed() == isClosed(here);
        return closedHolds && waitHolds(way, here) && depthHolds(way, here) && agentsHold(way, here);
    }

    private boolean waitHolds(final OverflowRuleDefinition way, final QueueDefinition here) {
        final Long waitOver = way.waitOverMs();
        if (waitOver == null) {
            return true;
        }
        return known(freshState(here).map(QueueState::expectedWaitMs))
                .filter(waitMs -> waitMs > waitOver)
                .isPresent();
    }

    private boolean depthHolds(final OverflowRuleDefinition way, final QueueDefinition here) {
        final Integer depthOver = way.depthOver();
        if (depthOver == null) {
            return true;
        }
        return known(freshState(here).map(state -> (long) state.depth()))
                .filter(depth -> depth > depthOver)
                .isPresent();
    }

    private boolean agentsHold(final OverflowRuleDefinition way, final QueueDefinition here) {
        final Boolean noAgents = way.noAgents();
        if (noAgents == null) {
            return true;
        }
        return known(freshState(here).map(state -> (long) state.available()))
                .filter(available -> (available == 0) == noAgents)
                .isPresent();
    }

    /** A figure that was reported; what is not known holds no condition. */
    private Optional<Long> known(final Optional<Long> figure) {
        if (figure.isPresent() && figure.get() == QueueState.UNKNOWN) {
            findings.took(Branch.STATE_FIGURE_UNKNOWN);
            return Optional.empty();
        }
        return figure;
    }

    private Optional<QueueState> freshState(final QueueDefinition queue) {
        final Optional<QueueState> reported = scenario.states().stream()
                .filter(state -> state.queue().equals(queue.id()))
                .findFirst();
        if (reported.isPresent() && nowMs - reported.get().atMs() > queue.freshForMs()) {
            findings.took(Branch.STATE_TOO_OLD);
            return Optional.empty();
        }
        return reported;
    }

    /** Closed: when the override says so, or when the calendar is not open and no override says open. */
    private boolean isClosed(final QueueDefinition queue) {
        if (hasOverride(queue, QueueOverride.Kind.CLOSED)) {
            return true;
        }
        if (hasOverride(queue, QueueOverride.Kind.OPEN)) {
            return false;
        }
        return Facts.calendarState(table, queue.calendar(), nowMs, findings) != CalendarState.OPEN;
    }

    private boolean hasOverride(final QueueDefinition queue, final QueueOverride.Kind kind) {
        return override(queue).filter(override -> override.kind() == kind).isPresent();
    }

    /** The override that holds a queue now; one that leads to a queue that this revision does not know is ignored. */
    private Optional<QueueOverride> override(final QueueDefinition queue) {
        final Optional<QueueOverride> declared = scenario.overrides().stream()
                .filter(override -> override.queue().equals(queue.id()))
                .findFirst();
        if (declared.isEmpty()) {
            return declared;
        }
        final QueueOverride override = declared.get();
        if (override.redirectTo() != null && queue(override.redirectTo()).isEmpty()) {
            findings.took(Branch.OVERRIDE_TO_UNKNOWN_QUEUE);
            return Optional.empty();
        }
        if (nowMs < override.fromMs()) {
            findings.took(Branch.OVERRIDE_BEFORE);
            return Optional.empty();
        }
        if (nowMs >= override.untilMs()) {
            findings.took(Branch.OVERRIDE_AFTER);
            return Optional.empty();
        }
        return declared;
    }

    private TreatmentDefinition laidOverAt(final QueueDefinition queue) {
        if (isClosed(queue)) {
            findings.took(queue.whenClosed() != null ? Branch.CLOSED_OWN_TREATMENT : Branch.CLOSED_TABLE_TREATMENT);
            return Objects.requireNonNullElse(
                    queue.whenClosed(), table.defaults().whenClosed());
        }
        if (queue.surge() != null && hasOverride(queue, QueueOverride.Kind.SURGE)) {
            findings.took(Branch.SURGE_LAID_OVER);
            return queue.surge();
        }
        return TreatmentDefinition.NONE;
    }

    private @Nullable Long expectedWaitMs(final QueueDefinition queue) {
        return known(freshState(queue).map(QueueState::expectedWaitMs)).orElse(null);
    }

    private QueueDefinition known(final String id) {
        return queue(id).orElseThrow();
    }

    private Optional<QueueDefinition> queue(final String id) {
        return table.queues().stream().filter(queue -> queue.id().equals(id)).findFirst();
    }
}
