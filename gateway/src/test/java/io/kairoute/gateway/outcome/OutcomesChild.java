package io.kairoute.gateway.outcome;

import io.kairoute.control.v1.Outcome;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tells a node of outcomes from several threads without end, saying what was acknowledged, until it is killed. */
final class OutcomesChild {
    static final int IN_ONE = 20;

    private static final int TELLERS = 3;

    private OutcomesChild() {}

    /** Arguments: the data directory, a name for the contacts of this run. */
    public static void main(final String[] arguments) {
        final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        final OutcomesNode node = OutcomesNode.start(Path.of(arguments[0]));
        for (int i = 0; i < TELLERS; i++) {
            final String name = arguments[1] + "-" + i;
            new Thread(() -> tell(node, name, out)).start();
        }
    }

    private static void tell(final OutcomesNode node, final String name, final PrintStream out) {
        for (int call = 0; ; call++) {
            final List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < IN_ONE; i++) {
                outcomes.add(TestOutcomes.handled(name + "-" + call + "-" + i, 1, 100));
            }
            final List<String> statuses = node.statuses(outcomes.toArray(Outcome[]::new));
            if (statuses.stream().allMatch("ACCEPTED"::equals)) {
                out.println("kept " + name + "-" + call);
            }
        }
    }
}
