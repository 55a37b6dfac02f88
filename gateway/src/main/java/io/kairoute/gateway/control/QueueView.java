package io.kairoute.gateway.control;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.ListQueuesResponse;
import io.kairoute.control.v1.Queue;
import io.kairoute.control.v1.QueueOverflow;
import io.kairoute.control.v1.QueueOverride;
import io.kairoute.control.v1.QueueState;
import io.kairoute.router.clock.CalendarTable;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.QueueDefinition;
import java.util.List;

/** How the queues of the current revision look to a caller at one moment. */
final class QueueView {
    private static final List<String> HOURS = hours();

    private QueueView() {}

    /** All of them, in the order of the table. Refuses where there is no table. */
    static ListQueuesResponse all(final TenantControl tenant, final long nowMs) {
        final CompiledRevision revision = tenant.revisions().needCurrent();
        final List<QueueDefinition> queues = revision.definition().queues();
        final ListQueuesResponse.Builder response = ListQueuesResponse.newBuilder();
        for (int i = 0; i < queues.size(); i++) {
            final Queue.Builder shown = Queue.newBuilder();
            addTable(shown, queues.get(i));
            addHours(shown, revision, i, nowMs);
            addHeld(shown, tenant, queues.get(i), nowMs);
            response.addQueues(shown);
        }
        return response.build();
    }

    /** Whether an override has not ended. */
    static boolean lasts(final QueueOverride override, final long nowMs) {
        return Timestamps.toMillis(override.getExpireTime()) > nowMs;
    }

    private static void addTable(final Queue.Builder shown, final QueueDefinition queue) {
        shown.setQueue(queue.id())
                .setName(queue.name())
                .setCalendar(queue.calendar())
                .setFreshForMs(queue.freshForMs());
        final Integer capacity = queue.capacity();
        if (capacity != null) {
            shown.setCapacity(capacity);
        }
        queue.overflow().forEach(rule -> shown.addOverflow(overflow(rule)));
    }

    private static void addHours(
            final Queue.Builder shown, final CompiledRevision revision, final int queue, final long nowMs) {
        final CalendarTable calendars = revision.table().calendars();
        final int calendar = revision.table().queues().calendar()[queue];
        shown.setHours(HOURS.get(calendars.state(calendar, nowMs)));
        final long changeMs = calendars.nextChangeMs(calendar, nowMs);
        if (changeMs != Long.MAX_VALUE) {
            shown.setHoursChangeTime(Timestamps.fromMillis(changeMs));
        }
    }

    private static void addHeld(
            final Queue.Builder shown, final TenantControl tenant, final QueueDefinition queue, final long nowMs) {
        final QueueOverride override = tenant.state().overrides().get(queue.id());
        if (override != null && lasts(override, nowMs)) {
            shown.setOverride(override);
        }
        final io.kairoute.router.live.QueueState state = tenant.snapshots().newestState(queue.id());
        if (state != null) {
            shown.setState(state(state)).setFresh(nowMs - state.atMs() <= queue.freshForMs());
        }
    }

    private static QueueOverflow overflow(final OverflowRuleDefinition rule) {
        final QueueOverflow.Builder shown = QueueOverflow.newBuilder().setTo(rule.to());
        if (rule.waitOverMs() != null) {
            shown.setWaitOverMs(rule.waitOverMs());
        }
        if (rule.depthOver() != null) {
            shown.setDepthOver(rule.depthOver());
        }
        if (rule.noAgents() != null) {
            shown.setNoAgents(rule.noAgents());
        }
        if (rule.closed() != null) {
            shown.setClosed(rule.closed());
        }
        return shown.build();
    }

    private static QueueState state(final io.kairoute.router.live.QueueState state) {
        final QueueState.Builder shown =
                QueueState.newBuilder().setQueue(state.queue()).setAt(Timestamps.fromMillis(state.atMs()));
        if (state.expectedWaitMs() >= 0) {
            shown.setExpectedWaitMs(state.expectedWaitMs());
        }
        if (state.depth() >= 0) {
            shown.setDepth(state.depth());
        }
        if (state.available() >= 0) {
            shown.setAvailable(state.available());
        }
        return shown.build();
    }

    private static List<String> hours() {
        final String[] words = new String[3];
        words[CalendarTable.CLOSED] = "CLOSED";
        words[CalendarTable.OPEN] = "OPEN";
        words[CalendarTable.HOLIDAY] = "HOLIDAY";
        return List.of(words);
    }
}
