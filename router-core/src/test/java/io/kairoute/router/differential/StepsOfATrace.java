package io.kairoute.router.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.routing.v1.LadderStep;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.Selector;
import io.kairoute.routing.v1.Trace;
import io.kairoute.routing.v1.TraceMove;
import io.kairoute.routing.v1.TraceStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The steps and moves of one trace: whoever goes them from the beginning must arrive at the answer. */
final class StepsOfATrace {
    private final Trace trace;
    private final Map<String, Integer> seen;

    /** Reads a trace; counts what was seen. */
    StepsOfATrace(final Trace trace, final Map<String, Integer> seen) {
        this.trace = trace;
        this.seen = seen;
    }

    void assertLeadTo(final RouteResponse answer) {
        final Map<String, String> fields = new HashMap<>();
        for (final TraceStep step : trace.getStepsList()) {
            assertEquals(fields.getOrDefault(step.getField(), ""), step.getBefore(), step::toString);
            assertFalse(step.getBefore().equals(step.getAfter()), step::toString);
            assertFalse(step.getKind().equals("WITHHELD"), trace::toString);
            fields.put(step.getField(), step.getAfter());
            count("step " + step.getKind() + (step.getKind().equals("LANGUAGE") ? " " + step.getId() : ""));
        }
        assertEquals(answer.getQueue(), fields.get("queue"));
        assertEquals(answer.getScript(), fields.get("script"));
        assertEquals(answer.getScriptLanguage(), fields.get("script_language"));
        assertEquals(Integer.toString(answer.getPriority()), fields.get("priority"));
        assertEquals(Long.toString(answer.getSlaMs()), fields.get("sla_ms"));
        assertEquals(answer.getMessage(), fields.getOrDefault("message", ""));
        assertEquals(answer.getOffer(), fields.get("offer"));
        assertEquals(Integer.toString(answer.getEffort()), fields.get("effort"));
        assertEquals(line(answer.getLadderList(), StepsOfATrace::ladder), fields.get("ladder"));
        assertEquals(line(answer.getSelectorsList(), StepsOfATrace::selector), fields.get("selectors"));
        assertEquals(answer.getDecisionId().startsWith("p") ? "pin" : "follow", fields.get("in_flight"));
        if (!answer.getPreferredAgent().isEmpty()) {
            assertEquals(Long.toString(answer.getPreferredWaitMs()), fields.get("preferred_wait_ms"));
        }
        assertMovesLeadTo(answer.getQueue());
    }

    private void assertMovesLeadTo(final String queueTaken) {
        String at = trace.getMovesCount() == 0 ? queueTaken : trace.getMoves(0).getQueue();
        for (final TraceMove move : trace.getMovesList()) {
            assertEquals(at, move.getQueue(), trace::toString);
            assertFalse(move.getDetail().isEmpty(), move::toString);
            assertTrue(move.getKind().equals("OVERFLOW") == move.getRule() > 0, move::toString);
            assertTrue(move.getRule() == 0 || !move.getCondition().isEmpty(), move::toString);
            at = move.getMoved() ? move.getTo() : at;
            count((move.getMoved() ? "move " : "stay ") + move.getKind());
        }
        assertEquals(queueTaken, at, trace::toString);
    }

    private static <T> String line(final List<T> items, final Function<T, String> text) {
        return items.isEmpty() ? "none" : items.stream().map(text).collect(Collectors.joining("; "));
    }

    private static String ladder(final LadderStep step) {
        final String parts = (step.getQueue().isEmpty() ? "" : ", queue " + step.getQueue())
                + (step.hasPriority() ? ", priority " + step.getPriority() : "")
                + (step.getScript().isEmpty() ? "" : ", script " + step.getScript())
                + (step.getOffer().isEmpty() ? "" : ", offer " + step.getOffer());
        return "after " + step.getAfterMs() + " ms: " + (parts.isEmpty() ? "" : parts.substring(2));
    }

    private static String selector(final Selector one) {
        final String demand = one.getKey() + " " + one.getOp() + " " + one.getValue();
        return one.getTtlMs() == 0 ? demand : demand + " for " + one.getTtlMs() + " ms";
    }

    private void count(final String what) {
        seen.merge(what, 1, Integer::sum);
    }
}
