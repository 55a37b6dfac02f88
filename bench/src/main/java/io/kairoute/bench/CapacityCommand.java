package io.kairoute.bench;

import io.kairoute.bench.capacity.CapacityExtent;
import io.kairoute.bench.capacity.CapacityRun;
import io.kairoute.bench.report.Machine;
import io.kairoute.bench.subject.Checkout;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.node.capacity.Constants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the constants of the capacity formula, and writes their file. */
@Command(
        name = "capacity",
        description = "Measures the constants of the capacity formula (docs/CAPACITY.md), and writes their file.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute bench capacity             in a few minutes, on a machine that does nothing else",
            "  kairoute bench capacity --trial     only tries that everything runs"
        })
final class CapacityCommand implements Callable<Integer> {
    private static final double NS_PER_S = 1e9;

    private final Screen screen;

    @Option(names = "--trial", description = "Only try that everything runs; the figures of time mean nothing.")
    private boolean trial;

    @Option(names = "--out", paramLabel = "FILE", description = "Default: bench/target/capacity.properties.")
    private @Nullable Path out;

    CapacityCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        final long startedNs = System.nanoTime();
        final List<String> head = new ArrayList<>();
        head.add("The constants of docs/CAPACITY.md, measured by: kairoute bench capacity" + (trial ? " --trial" : ""));
        Machine.facts().forEach((fact, text) -> {
            if (!fact.equals("JVM flags")) {
                head.add(fact + ": " + text);
            }
        });
        final Constants constants = new CapacityRun(
                        trial ? CapacityExtent.TRIAL : CapacityExtent.FULL, doing -> progress(startedNs, doing))
                .run();
        head.add("load at the end: " + Machine.load());
        final Path file = out == null ? Checkout.target().resolve("capacity.properties") : out;
        Files.writeString(file, constants.text(head));
        screen.out().print(constants.text(head));
        screen.err().println("They are in " + file + ".");
        return ExitCode.DONE;
    }

    private void progress(final long startedNs, final String doing) {
        screen.err()
                .println(String.format(Locale.ROOT, "%5.0f s  %s", (System.nanoTime() - startedNs) / NS_PER_S, doing));
    }
}
