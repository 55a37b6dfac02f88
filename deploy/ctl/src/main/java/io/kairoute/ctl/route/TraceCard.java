package io.kairoute.ctl.route;

import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
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
        candidates(trace);
        alternatives(trace);
        heading("Rules that held");
        rules(trace, true, Integer.MAX_VALUE);
        heading("Rules that did not");
        rules(trace, false, REFUSED_RULES);
        final long refused =
                trace.getRulesList().stream().filter(rule -> !rule.getMatched()).count();
        if (refused > REFUSED_RULES || trace.getTruncated()) {
            screen.say(screen.faint("  ... and more; -o json shows all that the server sent."));
        }
        guardrails(trace);
        steps(trace);
        moves(trace);
        if (trace.getRisksHidden()) {
            screen.say(screen.faint("  What hangs on the customer's risks is shown to the role data alone."));
        }
    }

    private void candidates(final Trace trace) {
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
                        percent(one.getConfidenceBp()),
                        one.getOutcome()));
        candidates.print();
    }

    private void alternatives(final Trace trace) {
        if (trace.getAlternativesCount() == 0) {
            return;
        }
        heading("Alternatives");
        final TextTable alternatives = new TextTable(screen)
                .column("alternative", Side.LEFT)
                .column("confidence", Side.RIGHT)
                .column("outcome", Side.LEFT);
        trace.getAlternativesList()
                .forEach(one -> alternatives.row(
                        one.getOccasion().isEmpty() ? one.getIntent() : one.getOccasion(),
                        percent(one.getConfidenceBp()),
                        one.getDetail()));
        alternatives.print();
    }

    private void guardrails(final Trace trace) {
        heading("Guardrails");
        final TextTable guardrails = new TextTable(screen)
                .column("guardrail", Side.LEFT)
                .column("bit", Side.LEFT)
                .column("holds", Side.LEFT);
        trace.getGuardrailsList()
                .forEach(one -> guardrails.row(one.getId(), one.getChanged() ? "yes" : "no", one.getDetail()));
        guardrails.print();
    }

    private void steps(final Trace trace) {
        heading("What changed the treatment");
        final TextTable steps = new TextTable(screen)
                .column("field", Side.LEFT)
                .column("from", Side.LEFT)
                .column("to", Side.LEFT)
                .column("by", Side.LEFT);
        trace.getStepsList()
                .forEach(one -> steps.row(
                        one.getField(),
                        one.getBefore(),
                        one.getAfter(),
                        one.getId().isEmpty() ? one.getKind() : one.getKind() + " " + one.getId()));
        steps.print();
    }

    private void moves(final Trace trace) {
        if (trace.getMovesCount() == 0) {
            return;
        }
        heading("Ways from queue to queue");
        final TextTable moves = new TextTable(screen)
                .column("queue", Side.LEFT)
                .column("to", Side.LEFT)
                .column("by", Side.LEFT)
                .column("moved", Side.LEFT)
                .column("why", Side.LEFT);
        trace.getMovesList()
                .forEach(one -> moves.row(
                        one.getQueue(),
                        one.getTo(),
                        one.getCondition().isEmpty() ? one.getKind() : one.getKind() + " " + one.getCondition(),
                        one.getMoved() ? "yes" : "no",
                        one.getDetail()));
        moves.print();
    }

    private static String percent(final int bp) {
        return String.format(Locale.ROOT, "%.1f %%", bp / 100.0);
    }

    private void heading(final String text) {
        screen.out().println();
        screen.say(screen.bold(text));
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
