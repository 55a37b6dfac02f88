package io.kairoute.bench;

import io.kairoute.bench.report.Extent;
import io.kairoute.bench.report.Floors;
import io.kairoute.bench.report.Floors.Verdict;
import io.kairoute.bench.report.ReportData;
import io.kairoute.bench.report.ReportFiles;
import io.kairoute.bench.report.ReportRun;
import io.kairoute.bench.report.Summary;
import io.kairoute.bench.subject.Checkout;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.terminal.Screen;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures everything and writes the page and the summary. */
@Command(
        name = "report",
        description = "Measures everything once, and writes bench/target/report/index.html and summary.json.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute bench report --quick            every figure at a million customers, in a quarter of an hour",
            "  kairoute bench report                    every figure at ten million, in two hours",
            "  kairoute bench report --quick --check    exit code 1 when a figure breaks a promise of bench/floors.json"
        })
final class ReportCommand implements Callable<Integer> {
    private final Screen screen;

    @Option(names = "--quick", description = "Every figure, at smaller sizes and for a shorter time.")
    private boolean quick;

    @Option(names = "--trial", description = "Only try that everything runs; the figures mean nothing.")
    private boolean trial;

    @Option(
            names = "--profiles",
            paramLabel = "N",
            description = "Another number of customers for the main comparison.")
    private @Nullable Long profiles;

    @Option(names = "--check", description = "Compare the figures with the floors.")
    private boolean check;

    @Option(names = "--floors", paramLabel = "FLOORS.json", description = "Default: bench/floors.json.")
    private @Nullable Path floors;

    @Option(names = "--out", paramLabel = "DIRECTORY", description = "Default: bench/target/report.")
    private @Nullable Path out;

    ReportCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        final @Nullable Floors held = check ? Floors.read(floorsFile()) : null;
        final long startedNs = System.nanoTime();
        final ReportData data = new ReportRun(extent(), done -> progress(startedNs, done)).run();
        final Summary summary = data.summary();
        final List<Verdict> verdicts = held == null ? List.of() : held.judge(summary.figures());
        final Path directory = out == null ? Checkout.target().resolve("report") : out;
        ReportFiles.write(directory, data, summary, verdicts);
        summary.figures().forEach((name, figure) -> {
            if (!name.startsWith("micro.") && !name.matches("rivals\\..*\\.(ns|spread)")) {
                screen.out().println(String.format(Locale.ROOT, "%-42s %,14.2f", name, figure));
            }
        });
        data.leftOut().forEach((what, why) -> screen.out().println("left out: " + what + " (" + why + ")"));
        screen.out()
                .println("The page is "
                        + screen.bold(directory.resolve("index.html").toString()));
        verdicts.stream()
                .filter(verdict -> verdict.state() != Verdict.State.KEPT)
                .forEach(verdict -> screen.err()
                        .println(verdict.isRed() ? screen.bad(verdict.words()) : screen.close(verdict.words())));
        return verdicts.stream().anyMatch(Verdict::isRed) ? ExitCode.FAILED : ExitCode.DONE;
    }

    private Extent extent() {
        final Extent named = trial ? Extent.TRIAL : quick ? Extent.QUICK : Extent.FULL;
        return profiles == null ? named : named.withProfiles(profiles);
    }

    private Path floorsFile() {
        return floors == null ? Checkout.root().resolve("bench").resolve("floors.json") : floors;
    }

    private void progress(final long startedNs, final String done) {
        screen.err().println(String.format(Locale.ROOT, "%5.0f s  %s", (System.nanoTime() - startedNs) / 1e9, done));
    }
}
