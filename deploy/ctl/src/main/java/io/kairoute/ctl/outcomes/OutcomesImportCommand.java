package io.kairoute.ctl.outcomes;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.kairoute.control.v1.Outcome;
import io.kairoute.control.v1.OutcomeResult;
import io.kairoute.control.v1.ReportOutcomesRequest;
import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells a node the outcomes of a file. */
@Command(
        name = "import",
        description =
                "Tells a running node the outcomes of a CSV file, a row each. A file may be told again: what is known"
                        + " already counts once.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute outcomes import yesterday.csv --source crm",
            "  kairoute outcomes import contacts.csv --source connect --ignore-other-columns \\",
            "      --column contact_id=ContactId --column version=LastUpdateTimestamp \\",
            "      --column observed_time=LastUpdateTimestamp --column ended_time=DisconnectTimestamp",
            "",
            "Columns are called as the fields of an outcome are, unless --column says otherwise. Times are",
            "written as 2026-11-21T18:00:00Z, or in milliseconds since 1970, as which a version takes them."
        })
final class OutcomesImportCommand implements Callable<Integer> {
    private static final int MOST_IN_ONE = 1_000;
    private static final int MOST_BYTES = 900 * 1024;
    private static final int MOST_TOLD = 20;

    private final Screen screen;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private int told;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "FILE", description = "The file: CSV in UTF-8, its first row has the headings.")
    private @Nullable Path file;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Which system tells, where no column says it.")
    private String source = "";

    @Option(
            names = "--column",
            paramLabel = "FIELD=HEADING",
            description = "What a field is called in the file; may be given several times.")
    private @Nullable Map<String, String> columns;

    @Option(names = "--ignore-other-columns", description = "Leave out columns that are no field of an outcome.")
    private boolean isIgnoring;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    OutcomesImportCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        final Path from = file;
        if (from == null) {
            throw new Refusal(ExitCode.USAGE, "A file is needed.");
        }
        for (final String status : List.of("accepted", "duplicate", "older", "refused")) {
            counts.put(status, 0);
        }
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                        .detectBomHeader(true)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .ofCsvRecord(from);
                ControlClient client = new ControlClient(server)) {
            tell(client, rows.iterator());
        } catch (final NoSuchFileException e) {
            throw Refusal.noFile(from, e);
        } catch (final IOException | UncheckedIOException | CsvParseException e) {
            throw new Refusal(from + " cannot be read as CSV: " + e.getMessage() + ".", e);
        }
        output.show(screen, counts, this::say);
        return refused() == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void tell(final ControlClient client, final Iterator<CsvRecord> rows) {
        if (!rows.hasNext()) {
            throw new Refusal(ExitCode.USAGE, "The file is empty; its first row has the headings.");
        }
        final OutcomeRows outcomes =
                OutcomeRows.of(rows.next().getFields(), columns == null ? Map.of() : columns, source, isIgnoring);
        final List<Outcome> some = new ArrayList<>();
        final List<Long> lines = new ArrayList<>();
        int bytes = 0;
        while (rows.hasNext()) {
            final CsvRecord row = rows.next();
            try {
                final Outcome outcome = outcomes.of(row.getFields());
                some.add(outcome);
                lines.add(row.getStartingLineNumber());
                bytes += outcome.getSerializedSize();
            } catch (final OutcomeRows.BadRow e) {
                refuse(row.getStartingLineNumber(), String.valueOf(e.getMessage()));
            }
            if (some.size() == MOST_IN_ONE || bytes > MOST_BYTES) {
                tell(client, some, lines);
                bytes = 0;
            }
        }
        if (!some.isEmpty()) {
            tell(client, some, lines);
        }
    }

    private void tell(final ControlClient client, final List<Outcome> some, final List<Long> lines) {
        final List<OutcomeResult> results = client.call(() -> client.outcomes()
                        .reportOutcomes(ReportOutcomesRequest.newBuilder()
                                .setTenant(server.tenant())
                                .addAllOutcomes(some)
                                .build()))
                .getResultsList();
        for (int i = 0; i < results.size(); i++) {
            final OutcomeResult result = results.get(i);
            switch (result.getStatus()) {
                case "REFUSED" -> refuse(lines.get(i), result.getMessage());
                case "DUPLICATE" -> counts.merge("duplicate", 1, Integer::sum);
                case "OLDER" -> counts.merge("older", 1, Integer::sum);
                default -> counts.merge("accepted", 1, Integer::sum);
            }
        }
        some.clear();
        lines.clear();
    }

    private void refuse(final long line, final String why) {
        counts.merge("refused", 1, Integer::sum);
        if (++told <= MOST_TOLD) {
            screen.tell("line " + line + ": " + why);
        }
    }

    private int refused() {
        return counts.getOrDefault("refused", 0);
    }

    private void say() {
        screen.say("Kept: " + counts.get("accepted") + " new, " + counts.get("older")
                + " behind a higher version. Known already: " + counts.get("duplicate") + ".");
        if (refused() > 0) {
            screen.say(screen.bad(
                    "Refused: " + refused() + (told > MOST_TOLD ? ", the first " + MOST_TOLD + " above." : ".")));
        }
    }
}
