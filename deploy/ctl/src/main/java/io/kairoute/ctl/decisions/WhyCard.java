package io.kairoute.ctl.decisions;

import io.kairoute.control.v1.DecisionDifference;
import io.kairoute.control.v1.ExplainDecisionResponse;
import io.kairoute.ctl.route.DecisionCard;
import io.kairoute.ctl.route.TraceCard;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import io.kairoute.ctl.time.Times;

/** Shows a person why a logged decision came out so. */
final class WhyCard {
    private final Screen screen;

    WhyCard(final Screen screen) {
        this.screen = screen;
    }

    /** Prints the decision as it was logged, what made it, and what comes out different today. */
    void print(final ExplainDecisionResponse why) {
        screen.say("Contact " + screen.bold(why.getLogged().getDecision().getContactId()) + ", decided at "
                + Times.text(why.getLogged().getTime()) + " under revision "
                + why.getLogged().getRevision() + ":");
        new DecisionCard(screen).print(why.getLogged().getDecision());
        new TraceCard(screen).print(why.getAgain().getTrace());
        screen.out().println();
        outcome(why);
    }

    private void outcome(final ExplainDecisionResponse why) {
        switch (why.getOutcome()) {
            case "SAME" -> screen.say(screen.good("Made again it comes out the same, byte for byte."));
            case "ERASED" ->
                screen.say(screen.doubtful(
                        "Made again it comes out different: the customer was erased since, with what decided by it."));
            default -> {
                screen.say(screen.bad("Made again it comes out different:"));
                differences(why);
            }
        }
    }

    private void differences(final ExplainDecisionResponse why) {
        final TextTable table = new TextTable(screen)
                .column("field", Side.LEFT)
                .column("logged", Side.LEFT)
                .column("again", Side.LEFT);
        for (final DecisionDifference one : why.getDifferencesList()) {
            table.row(one.getField(), one.getLogged(), one.getAgain());
        }
        table.print();
    }
}
