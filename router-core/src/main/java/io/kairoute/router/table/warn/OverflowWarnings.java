package io.kairoute.router.table.warn;

import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.Located;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableIndex;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.Treatments;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Warns of overflow that cannot help: to a queue that is closed at the same hours, or by a rule that is never reached. */
final class OverflowWarnings {
    private final TableIndex index;
    private final Problems problems;

    private OverflowWarnings(final TableIndex index, final Problems problems) {
        this.index = index;
        this.problems = problems;
    }

    static void check(final TableIndex index, final Problems problems) {
        final OverflowWarnings warnings = new OverflowWarnings(index, problems);
        Treatments.forEach(index.table(), (path, treatment) -> {
            if (treatment.overflow() != null) {
                warnings.rules(path.key("overflow"), treatment.queue(), treatment.overflow());
            }
        });
        for (final Located<QueueDefinition> each : Places.queues(index.table())) {
            final QueueDefinition queue = each.part();
            warnings.rules(each.path().key("overflow"), queue.id(), queue.overflow());
        }
        warnings.unreachable(index.table());
    }

    private void rules(final TablePath path, final @Nullable String from, final List<OverflowRuleDefinition> rules) {
        for (int i = 0; i < rules.size(); i++) {
            final OverflowRuleDefinition rule = rules.get(i);
            sameHours(path.item(i), from, rule);
            for (int j = 0; j < i; j++) {
                if (isBehind(rule, rules.get(j))) {
                    problems.warning(
                            "OVERFLOW_UNREACHABLE",
                            path.item(i),
                            "The overflow to " + Quote.of(rule.to())
                                    + " is never reached: whenever it holds, the rule to "
                                    + Quote.of(rules.get(j).to()) + " before it holds too.",
                            "Move it up, change its conditions, or remove it.");
                    break;
                }
            }
        }
    }

    private void sameHours(final TablePath path, final @Nullable String from, final OverflowRuleDefinition rule) {
        final QueueDefinition source = from == null ? null : index.queues().get(from);
        final QueueDefinition target = index.queues().get(rule.to());
        if (source != null
                && target != null
                && Boolean.TRUE.equals(rule.closed())
                && isSameHours(source.calendar(), target.calendar())) {
            problems.warning(
                    "OVERFLOW_SHARES_HOURS",
                    path.key("to"),
                    "When " + Quote.of(source.id()) + " is closed, " + Quote.of(target.id())
                            + " is closed too: their calendars " + Quote.of(source.calendar()) + " and "
                            + Quote.of(target.calendar()) + " keep the same hours.",
                    "Let it lead to a queue that is open then.");
        }
    }

    private boolean isSameHours(final String calendar, final String other) {
        if (calendar.equals(QueueDefinition.ALWAYS) || other.equals(QueueDefinition.ALWAYS)) {
            return false;
        }
        if (calendar.equals(other)) {
            return true;
        }
        final CalendarDefinition one = index.calendars().get(calendar);
        final CalendarDefinition two = index.calendars().get(other);
        return one != null && two != null && isSameHours(one, two);
    }

    private static boolean isSameHours(final CalendarDefinition one, final CalendarDefinition two) {
        return one.zone().equals(two.zone())
                && one.weekly().equals(two.weekly())
                && one.holidays().equals(two.holidays())
                && one.exceptions().equals(two.exceptions());
    }

    /** Whether the earlier rule moves whenever the later one would; one whose target can be closed lets others have a go. */
    private boolean isBehind(final OverflowRuleDefinition later, final OverflowRuleDefinition earlier) {
        final QueueDefinition target = index.queues().get(earlier.to());
        final boolean moves = earlier.to().equals(later.to())
                || (target != null && target.calendar().equals(QueueDefinition.ALWAYS));
        return moves
                && isAtLeast(later.waitOverMs(), earlier.waitOverMs())
                && isAtLeast(later.depthOver(), earlier.depthOver())
                && (earlier.noAgents() == null || Objects.equals(earlier.noAgents(), later.noAgents()))
                && (earlier.closed() == null || Objects.equals(earlier.closed(), later.closed()));
    }

    private static <T extends Comparable<T>> boolean isAtLeast(final @Nullable T later, final @Nullable T earlier) {
        return earlier == null || (later != null && later.compareTo(earlier) >= 0);
    }

    private void unreachable(final TableDefinition table) {
        final Set<String> reached = new HashSet<>();
        final Deque<String> next = new ArrayDeque<>(namedByTreatments(table));
        while (!next.isEmpty()) {
            final String id = next.removeFirst();
            final QueueDefinition queue = index.queues().get(id);
            if (reached.add(id) && queue != null) {
                queue.overflow().forEach(rule -> next.addLast(rule.to()));
            }
        }
        for (final Located<QueueDefinition> each : Places.queues(table)) {
            final QueueDefinition queue = each.part();
            if (!reached.contains(queue.id()) && !queue.overflow().isEmpty()) {
                problems.warning(
                        "OVERFLOW_UNREACHABLE",
                        each.path().key("overflow"),
                        "Nothing leads to the queue " + Quote.of(queue.id()) + ", so its overflow is never reached.",
                        "Let a treatment, ladder or overflow lead to the queue, or remove it.");
            }
        }
    }

    private static Set<String> namedByTreatments(final TableDefinition table) {
        final Set<String> named = new HashSet<>();
        Treatments.forEach(table, (path, treatment) -> {
            add(named, treatment.queue());
            Treatments.ladder(treatment).forEach(step -> add(named, step.queue()));
            if (treatment.overflow() != null) {
                treatment.overflow().forEach(rule -> named.add(rule.to()));
            }
        });
        table.tiers().forEach(tier -> add(named, tier.caps().instead()));
        return named;
    }

    private static void add(final Set<String> names, final @Nullable String name) {
        if (name != null) {
            names.add(name);
        }
    }
}
