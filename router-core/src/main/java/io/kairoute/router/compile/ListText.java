package io.kairoute.router.compile;

import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.SelectorDefinition;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Spells the lists of a treatment in one line, for explanations. */
final class ListText {
    private static final String NONE = "none";

    private ListText() {}

    static String ladder(final List<LadderStepDefinition> ladder) {
        return orNone(ladder.stream().map(ListText::step).collect(Collectors.joining("; ")));
    }

    private static String step(final LadderStepDefinition step) {
        final StringJoiner parts = new StringJoiner(", ");
        if (step.queue() != null) {
            parts.add("queue " + step.queue());
        }
        if (step.priority() != null) {
            parts.add("priority " + step.priority());
        }
        if (step.script() != null) {
            parts.add("script " + step.script());
        }
        if (step.offer() != null) {
            parts.add("offer " + step.offer().key());
        }
        return "after " + step.afterMs() + " ms: " + parts;
    }

    static String selectors(final List<SelectorDefinition> selectors) {
        return orNone(selectors.stream().map(ListText::selector).collect(Collectors.joining("; ")));
    }

    private static String selector(final SelectorDefinition selector) {
        final String demand = selector.key() + " " + selector.op() + " " + selector.value();
        return selector.ttlMs() == null ? demand : demand + " for " + selector.ttlMs() + " ms";
    }

    private static String orNone(final String text) {
        return text.isEmpty() ? NONE : text;
    }
}
