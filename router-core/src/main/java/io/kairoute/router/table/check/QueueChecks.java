package io.kairoute.router.table.check;

import io.kairoute.router.Limits;
import io.kairoute.router.table.Located;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import java.util.HashSet;
import java.util.Set;

/** Checks that queues name few platforms, and that each way out of a queue has a condition. */
final class QueueChecks {
    private QueueChecks() {}

    /** Each platform costs a reference per queue, whether the queue has one or not. */
    static void platforms(final TableDefinition table, final Problems problems) {
        final Set<String> platforms = new HashSet<>();
        for (final Located<QueueDefinition> each : Places.queues(table)) {
            final boolean isWithin = platforms.size() <= Limits.PLATFORMS;
            platforms.addAll(each.part().refs().keySet());
            if (isWithin && platforms.size() > Limits.PLATFORMS) {
                problems.stricter(
                        "LIMIT_EXCEEDED",
                        each.path().key("refs"),
                        "With this one there are " + platforms.size()
                                + " different platforms over all queues, the limit is " + Limits.PLATFORMS + ".",
                        "Name fewer.");
            }
        }
    }

    static void overflowRule(final TablePath path, final OverflowRuleDefinition rule, final Problems problems) {
        if (rule.waitOverMs() == null && rule.depthOver() == null && rule.noAgents() == null && rule.closed() == null) {
            problems.error(
                    "RULE_WITHOUT_CONDITIONS",
                    path.key("when"),
                    "The overflow rule has no condition.",
                    "Add wait_over, depth_over, no_agents or closed.");
        }
    }
}
