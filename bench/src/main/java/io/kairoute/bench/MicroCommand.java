package io.kairoute.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hands its arguments to JMH, with the profiler that counts bytes. */
@Command(
        name = "micro",
        description = "Runs JMH benchmarks: every one, or those whose names match.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute bench micro RouteBenchmark -- -p profiles=10000000 -p scenario=hit",
            "  kairoute bench micro Ladder -- -f 3",
            "  kairoute bench micro -- -l"
        })
final class MicroCommand implements Callable<Integer> {
    @Option(names = "--no-gc", description = "Leave out the profiler that counts allocated bytes.")
    private boolean noGc;

    @Parameters(paramLabel = "NAME... -- JMH OPTIONS", description = "Regular expressions, then JMH's own options.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        final List<String> all = new ArrayList<>(arguments);
        if (!noGc && !all.contains("-l") && !all.contains("-prof")) {
            all.add("-prof");
            all.add("gc");
        }
        Main.main(all.toArray(String[]::new));
        return 0;
    }
}
