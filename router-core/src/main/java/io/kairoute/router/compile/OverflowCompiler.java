package io.kairoute.router.compile;

import io.kairoute.router.snapshot.OverflowTable;
import io.kairoute.router.table.OverflowRuleDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects overflow lists, equal ones once, and lays their rules end to end. */
final class OverflowCompiler {
    private final TableIds ids;
    private final Map<List<OverflowRuleDefinition>, Integer> lists = new LinkedHashMap<>();

    OverflowCompiler(final TableIds ids) {
        this.ids = ids;
    }

    int number(final List<OverflowRuleDefinition> list) {
        return TreatmentCompiler.number(lists, list);
    }

    OverflowTable table() {
        final List<OverflowRuleDefinition> rules =
                lists.keySet().stream().flatMap(List::stream).toList();
        final int[] first = new int[lists.size() + 1];
        int number = 0;
        for (final List<OverflowRuleDefinition> list : lists.keySet()) {
            first[number + 1] = first[number] + list.size();
            number++;
        }
        final byte[] noAgents = new byte[rules.size()];
        final byte[] closed = new byte[rules.size()];
        for (int i = 0; i < rules.size(); i++) {
            noAgents[i] = asked(rules.get(i).noAgents());
            closed[i] = asked(rules.get(i).closed());
        }
        return new OverflowTable(
                first,
                rules.stream()
                        .mapToLong(rule -> rule.waitOverMs() == null ? OverflowTable.NOT_ASKED : rule.waitOverMs())
                        .toArray(),
                rules.stream()
                        .mapToInt(rule -> rule.depthOver() == null ? OverflowTable.NOT_ASKED : rule.depthOver())
                        .toArray(),
                noAgents,
                closed,
                rules.stream().mapToInt(rule -> ids.queues().of(rule.to())).toArray());
    }

    private static byte asked(final @Nullable Boolean value) {
        if (value == null) {
            return OverflowTable.NOT_ASKED;
        }
        return (byte) (value ? 1 : 0);
    }
}
