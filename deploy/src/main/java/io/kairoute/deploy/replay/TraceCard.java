package io.kairoute.deploy.replay;

import io.kairoute.deploy.terminal.Screen;
import io.kairoute.deploy.terminal.TextTable;
import io.kairoute.deploy.terminal.TextTable.Side;
import io.kairoute.routing.v1.Trace;
import java.util.Locale;

/** Shows a person why a decision came out as it did. */
public final class TraceCard {
    private static final int REFUSED_RULES = 25;

    private final Screen screen;

    /** Makes cards for one screen. */
    public TraceCard(final Screen screen) {
        this.screen = screen;
    }

    /** Prints what was tried; of the rules that did not hold, the first few. */
    public void print(final Trace trace) {
        heading("Candidates for the occasion");
        final TextTable candidates = new TextTable(screen)
                .column("occasion", Side.LEFT)
                .column("by", Side.LEFT)
                .column("confidence", Side.RIGHT)
                .column("outcome", Side.LEFT);
        trace.getCandidatesList()
                .forEach(one -> candidates.row(
                        one.getOccasion(),
                        one.getOrigin().isEmpty() ? one.getSource() : one.getSource() + " " + one.getOrigin(),
                        String.format(Locale.ROOT, "%.1f %%", one.getConfidenceBp() / 100.0),
                        one.getOutcome()));
        candidates.print();

        heading("Rules that held");
        rules(trace, true, Integer.MAX_VALUE);
        heading("Rules that did not");
        rules(trace, false, REFUSED_RULES);
        final long refused =
                trace.getRulesList().stream().filter(rule -> !rule.getMatched()).count();
        if (refused > REFUSED_RULES || trace.getTruncated()) {
            screen.out().println(screen.faint("  ... and more; --json shows all that the server sent."));
        }

        heading("Guardrails");
        final TextTable guardrails = new TextTable(screen)
                .column("guardrail", Side.LEFT)
                .column("bit", Side.LEFT)
                .column("holds", Side.LEFT);
        trace.getGuardrailsList()
                .forEach(one -> guardrails.row(one.getId(), one.getChanged() ? "yes" : "no", one.getDetail()));
        guardrails.print();
    }

    private void heading(final String text) {
        screen.out().println();
        screen.out().println(screen.bold(text));
    }

    private void rules(final Trace trace, final boolean matched, final int most) {
        final TextTable table = new TextTable(screen)
                .column("rule", Side.LEFT)
                .column("kind", Side.LEFT)
                .column(matched ? "effect" : "first condition that failed", Side.LEFT);
        trace.getRulesList().stream()
                .filter(rule -> rule.getMatched() == matched)
                .limit(most)
                .forEach(rule -> table.row(rule.getId(), rule.getKind(), rule.getDetail()));
        table.print();
    }
}
