package io.kairoute.deploy.decisions;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.store.StoreException;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One logged decision as a line. The request and the keys' hashes stay out of it: an export carries no customer key and no
 * hash of one. Immutable.
 *
 * @param atMs the now of the decision
 * @param revision the revision it was made under
 */
public record DecisionLine(long atMs, long revision, RouteRequest request, RouteResponse decision) {
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
            "flags");

    /** Reads a record. */
    public static DecisionLine of(final DecisionRecord record) {
        try {
            return new DecisionLine(
                    record.nowMs(),
                    record.revision(),
                    RouteRequest.parseFrom(bytes(record, record.requestOffset(), record.requestLength())),
                    RouteResponse.parseFrom(bytes(record, record.responseOffset(), record.responseLength())));
        } catch (final InvalidProtocolBufferException e) {
            throw StoreException.unreadable("a logged decision cannot be read: it was written by another version", e);
        }
    }

    /** For people. */
    public String text() {
        return Instant.ofEpochMilli(atMs) + "  " + decision.getContactId() + "  " + decision.getBand() + " "
                + decision.getOccasion() + " (" + decision.getOccasionSource() + ")  " + decision.getTier() + "  -> "
                + decision.getQueue() + "  priority " + decision.getPriority() + "  revision " + revision
                + (decision.getFallback() ? "  fallback " + decision.getFallbackCause() : "");
    }

    /** The names of the columns. */
    public static String csvTitle() {
        return String.join(",", COLUMNS);
    }

    /** For spreadsheets. */
    public String csv() {
        return List.of(
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
                        String.join(" ", decision.getFlagsList()))
                .stream()
                .map(DecisionLine::quoted)
                .collect(Collectors.joining(","));
    }

    /** For programs: one JSON object. */
    public String json() {
        try {
            final RouteRequest asked = request.toBuilder()
                    .clearCustomerKey()
                    .clearAlternateKeys()
                    .clearAccountKey()
                    .build();
            return "{\"time\":\"" + Instant.ofEpochMilli(atMs) + "\",\"revision\":" + revision + ",\"request\":"
                    + PRINTER.print(asked) + ",\"decision\":" + PRINTER.print(decision) + "}";
        } catch (final InvalidProtocolBufferException e) {
            throw new IllegalStateException("a message without Any always prints", e);
        }
    }

    // A value that a spreadsheet would take for a formula is made a text.
    private static String quoted(final String value) {
        final String safe = !value.isEmpty() && "=+-@".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return safe.indexOf(',') < 0 && safe.indexOf('"') < 0 && safe.indexOf('\n') < 0 && safe.indexOf('\r') < 0
                ? safe
                : "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    private static byte[] bytes(final DecisionRecord record, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        record.buffer().getBytes(offset, bytes);
        return bytes;
    }
}
