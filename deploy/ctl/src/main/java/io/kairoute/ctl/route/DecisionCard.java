package io.kairoute.ctl.route;

import io.kairoute.ctl.terminal.Screen;
import io.kairoute.routing.v1.LadderStep;
import io.kairoute.routing.v1.RouteResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows a person one decision in words. */
public final class DecisionCard {
    private final Screen screen;

    /** Makes cards for one screen. */
    public DecisionCard(final Screen screen) {
        this.screen = screen;
    }

    /** Prints one decision; what does not apply is left out. */
    public void print(final RouteResponse d) {
        line("occasion", screen.bold(d.getOccasion()) + "  " + certainty(d));
        line("job", d.getJob());
        line("tier", screen.bold(d.getTier()) + "  by " + d.getSegmentSource());
        line("queue", screen.bold(d.getQueue()));
        line("script", d.getScript() + " in " + d.getScriptLanguage());
        line("priority", d.getPriority() + " of 100, effort " + d.getEffort());
        line("answer within", seconds(d.getSlaMs()));
        line("offer", d.getOffer());
        line("message", d.getMessage());
        d.getLadderList().forEach(step -> line("after " + seconds(step.getAfterMs()), change(step)));
        line("guardrails", String.join(", ", d.getGuardrailsList()));
        line("rules", String.join(", ", d.getRuleIdsList()));
        line("flags", String.join(", ", d.getFlagsList()));
        line("fallback", d.getFallbackCause());
        line("decision", d.getDecisionId() + ", table revision " + d.getTableRevision() + segmentSet(d));
    }

    private void line(final String name, final String text) {
        if (!text.isEmpty()) {
            screen.say("  " + screen.faint(String.format(Locale.ROOT, "%-14s", name)) + text);
        }
    }

    private static String certainty(final RouteResponse d) {
        return d.getBand()
                + (d.getBand().equals("NONE")
                        ? ""
                        : String.format(
                                Locale.ROOT, " at %.1f %% by %s", d.getConfidenceBp() / 100.0, d.getOccasionSource()));
    }

    private static String segmentSet(final RouteResponse d) {
        return d.getSegmentSetVersion().isEmpty() ? "" : ", segment set " + d.getSegmentSetVersion();
    }

    private static String change(final LadderStep step) {
        final List<String> changes = new ArrayList<>();
        if (!step.getQueue().isEmpty()) {
            changes.add("queue " + step.getQueue());
        }
        if (step.hasPriority()) {
            changes.add("priority " + step.getPriority());
        }
        if (!step.getScript().isEmpty()) {
            changes.add("script " + step.getScript());
        }
        if (!step.getOffer().isEmpty()) {
            changes.add("offer " + step.getOffer());
        }
        return String.join(", ", changes);
    }

    private static String seconds(final long ms) {
        return ms % 1_000 == 0 ? ms / 1_000 + " s" : String.format(Locale.ROOT, "%.1f s", ms / 1e3);
    }
}
