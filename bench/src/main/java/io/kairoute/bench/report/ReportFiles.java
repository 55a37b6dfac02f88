package io.kairoute.bench.report;

import io.kairoute.bench.report.Floors.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes {@code index.html} and {@code summary.json}. */
public final class ReportFiles {
    private ReportFiles() {}

    /** Writes both into a directory, which is made where it is missing. */
    public static void write(
            final Path directory, final ReportData data, final Summary summary, final List<Verdict> verdicts) {
        try {
            Files.createDirectories(directory);
            summary.write(directory.resolve("summary.json"));
            Files.writeString(
                    directory.resolve("index.html"), new HtmlPage(data).text(verdicts), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
