package io.kairoute.ctl.decisions;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.LoggedDecision;
import io.kairoute.ctl.terminal.CsvCells;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.time.Instant;
import java.util.List;

/**
 * One logged decision as a line, without customer keys and their hashes. Immutable.
 *
 * @param atMs the now of the decision
 * @param revision the revision it was made under
 * @param currentRevision the newest revision that its node had compiled; 0 where that was not logged
 */
public record DecisionLine(
        long atMs, long revision, long currentRevision, RouteRequest request, RouteResponse decision) {
    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().preservingProtoFieldNames().omittingInsignificantWhitespace();
    private static final List<String> COLUMNS = List.of(
            "time",
            "decision_id",
            "contact_id",
            "revision",
            "channel",
            "intent",
            "occasion",
            "occasion_source",
            "band",
            "tier",
            "segment_source",
            "queue",
            "script",
            "priority",
            "sla_ms",
            "offer",
            "experiment",
            "arm",
            "fallback",
            "fallback_cause",
            "rule_ids",
            "guardrails",
            "flags",
            "current_revision");

    /** The line of a decision. */
    public static DecisionLine of(final LoggedDecision logged) {
        return new DecisionLine(
                Timestamps.toMillis(logged.getTime()),
                logged.getRevision(),
                logged.getCurrentRevision(),
                logged.getRequest(),
                logged.getDecision());
    }

    /** For people. */
    public String text() {
        return Instant.ofEpochMilli(atMs) + "  " + decision.getContactId() + "  " + decision.getBand() + " "
                + decision.getOccasion() + " (" + decision.getOccasionSource() + ")  " + decision.getTier() + "  -> "
                + decision.getQueue() + "  priority " + decision.getPriority() + "  revision " + revision
                + (currentRevision == 0 || currentRevision == revision ? "" : " (current " + currentRevision + ")")
                + (decision.getFallback() ? "  fallback " + decision.getFallbackCause() : "");
    }

    /** The names of the columns. */
    public static String csvTitle() {
        return CsvCells.line(COLUMNS);
    }

    /** For spreadsheets. */
    public String csv() {
        return CsvCells.line(List.of(
                Instant.ofEpochMilli(atMs).toString(),
                decision.getDecisionId(),
                decision.getContactId(),
                Long.toString(revision),
                request.getChannel(),
                request.getIntent(),
                decision.getOccasion(),
                decision.getOccasionSource(),
                decision.getBand(),
                decision.getTier(),
                decision.getSegmentSource(),
                decision.getQueue(),
                decision.getScript(),
                Integer.toString(decision.getPriority()),
                Long.toString(decision.getSlaMs()),
                decision.getOffer(),
                decision.getExperiment(),
                decision.getArm(),
                Boolean.toString(decision.getFallback()),
                decision.getFallbackCause(),
                String.join(" ", decision.getRuleIdsList()),
                String.join(" ", decision.getGuardrailsList()),
                String.join(" ", decision.getFlagsList()),
                currentRevision == 0 ? "" : Long.toString(currentRevision)));
    }

    /** For programs: one JSON object. */
    public String json() {
        try {
            return "{\"time\":\"" + Instant.ofEpochMilli(atMs) + "\",\"revision\":" + revision
                    + (currentRevision == 0 ? "" : ",\"current_revision\":" + currentRevision) + ",\"request\":"
                    + PRINTER.print(request) + ",\"decision\":" + PRINTER.print(decision) + "}";
        } catch (final InvalidProtocolBufferException e) {
            throw new IllegalStateException("a message without Any always prints", e);
        }
    }
}
