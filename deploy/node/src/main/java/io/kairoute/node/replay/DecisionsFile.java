package io.kairoute.node.replay;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.route.CallFailure;
import io.kairoute.ctl.terminal.CsvCells;
import io.kairoute.node.contacts.Contact;
import io.kairoute.routing.v1.LadderStep;
import io.kairoute.routing.v1.RouteResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes decisions as a comma-separated file, one row for each contact.
 *
 * <p>Thread-confined: owned by whoever opened it.
 */
public final class DecisionsFile implements AutoCloseable {
    private static final List<String> TITLES = List.of(
            "contact_id",
            "timestamp",
            "intent",
            "occasion",
            "occasion_source",
            "band",
            "confidence_bp",
            "tier",
            "segment_source",
            "queue",
            "script",
            "script_language",
            "priority",
            "sla_ms",
            "effort",
            "offer",
            "message",
            "ladder",
            "guardrails",
            "rule_ids",
            "flags",
            "fallback",
            "fallback_cause",
            "table_revision",
            "segment_set_version",
            "decision_id",
            "latency_us",
            "error");

    private final Path file;
    private final CsvWriter writer;

    private DecisionsFile(final Path file, final CsvWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    /**
     * Makes the file, over an older one.
     *
     * @throws Refusal when it cannot be written
     */
    public static DecisionsFile create(final Path file) {
        try {
            final DecisionsFile decisions =
                    new DecisionsFile(file, CsvWriter.builder().build(file));
            decisions.write(TITLES);
            return decisions;
        } catch (final IOException e) {
            throw new Refusal(ExitCode.NOT_WRITTEN, file + " cannot be written: " + e + ".", e);
        }
    }

    /** Writes one contact's decision, or why there is none. */
    public void write(
            final Contact contact,
            final @Nullable RouteResponse decision,
            final @Nullable CallFailure failure,
            final long latencyNs) {
        final RouteResponse d = decision == null ? RouteResponse.getDefaultInstance() : decision;
        write(List.of(
                contact.request().getContactId(),
                contact.at() == null ? "" : contact.at().toString(),
                contact.request().getIntent(),
                d.getOccasion(),
                d.getOccasionSource(),
                d.getBand(),
                Integer.toString(d.getConfidenceBp()),
                d.getTier(),
                d.getSegmentSource(),
                d.getQueue(),
                d.getScript(),
                d.getScriptLanguage(),
                Integer.toString(d.getPriority()),
                Long.toString(d.getSlaMs()),
                Integer.toString(d.getEffort()),
                d.getOffer(),
                d.getMessage(),
                d.getLadderList().stream().map(DecisionsFile::ladderStep).collect(Collectors.joining(" ")),
                String.join(" ", d.getGuardrailsList()),
                String.join(" ", d.getRuleIdsList()),
                String.join(" ", d.getFlagsList()),
                Boolean.toString(d.getFallback()),
                d.getFallbackCause(),
                Long.toString(d.getTableRevision()),
                d.getSegmentSetVersion(),
                d.getDecisionId(),
                Long.toString(latencyNs / 1_000),
                failure == null ? "" : failure.status() + ": " + failure.getMessage()));
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (final IOException e) {
            throw new Refusal(ExitCode.NOT_WRITTEN, file + " cannot be finished: " + e.getMessage() + ".", e);
        }
    }

    private void write(final List<String> row) {
        try {
            writer.writeRecord(row.stream().map(CsvCells::safe).toList());
        } catch (final UncheckedIOException e) {
            throw new Refusal(ExitCode.NOT_WRITTEN, file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    // As 60s:outage-overflow:80, with a blank part where the step changes nothing.
    private static String ladderStep(final LadderStep step) {
        return step.getAfterMs() / 1000.0 + "s:" + step.getQueue() + ":"
                + (step.hasPriority() ? Integer.toString(step.getPriority()) : "") + ":" + step.getScript() + ":"
                + step.getOffer();
    }
}
