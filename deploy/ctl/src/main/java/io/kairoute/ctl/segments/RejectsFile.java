package io.kairoute.ctl.segments;

import io.kairoute.control.v1.RejectedRow;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.CsvCells;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The file that lists a customers file's bad rows: where each is and why, never what it holds. */
final class RejectsFile {
    private static final String TITLES = "line,column,reason";

    private RejectsFile() {}

    /** Whether a file is such a list. */
    static boolean isOne(final Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (var lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            return TITLES.equals(lines.readLine());
        } catch (final IOException e) {
            return false;
        }
    }

    /**
     * Writes a list; none where no row is bad.
     *
     * @throws Refusal when it cannot be written
     */
    static void write(final List<RejectedRow> rejected, final Path file) {
        if (rejected.isEmpty()) {
            return;
        }
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(TITLES + '\n');
            for (final RejectedRow row : rejected) {
                out.write(CsvCells.line(List.of(
                                row.getLine() == 0 ? "" : String.valueOf(row.getLine()),
                                row.getColumn(),
                                row.getReason()))
                        + '\n');
            }
        } catch (final IOException e) {
            throw new Refusal(
                    ExitCode.NOT_WRITTEN,
                    "The " + rejected.size() + " bad rows cannot be listed in " + file + ": " + e.getMessage()
                            + ". What the node made of the others: kairoute segments list.",
                    e);
        }
    }
}
