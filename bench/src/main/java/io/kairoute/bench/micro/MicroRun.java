package io.kairoute.bench.micro;

import io.kairoute.bench.process.QuietWatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs benchmarks in rounds: every task once, then every task again, each time in a fresh JVM.
 *
 * <p>What is compared must have met the same machine. A machine that is shared is slow for seconds or minutes, not for
 * ever; alternating spreads such a time over all tasks, and medians leave it out. Thread-confined: owned by a command.
 */
public final class MicroRun {
    private final int warmups;
    private final int iterations;
    private final QuietWatch quiet;
    private final Consumer<String> progress;
    private final Map<String, Collected> collected = new LinkedHashMap<>();

    /** Runs with so many seconds of warm-up and as many measured ones as iterations, and again what others disturbed. */
    public MicroRun(final int warmups, final int iterations, final QuietWatch quiet, final Consumer<String> progress) {
        this.warmups = warmups;
        this.iterations = iterations;
        this.quiet = quiet;
        this.progress = progress;
    }

    /** Runs all rounds of all tasks; task to result. */
    public Map<String, MicroResult> run(final List<MicroTask> tasks) {
        final int rounds = tasks.stream().mapToInt(MicroTask::rounds).max().orElse(0);
        for (int round = 0; round < rounds; round++) {
            for (final MicroTask task : tasks) {
                if (round < task.rounds()) {
                    progress.accept(task.name() + ", round " + (round + 1) + " of " + task.rounds());
                    quiet.measure(task.name(), () -> run(task)).forEach(result -> collected
                            .computeIfAbsent(task.name(), name -> new Collected())
                            .add(result));
                }
            }
        }
        final Map<String, MicroResult> results = new LinkedHashMap<>();
        collected.forEach((name, one) -> results.put(name, new MicroResult(name, one.ns, one.bytes, one.sampled)));
        return results;
    }

    private Collection<RunResult> run(final MicroTask task) {
        final ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + Pattern.quote(task.benchmark()) + "$")
                .warmupIterations(warmups)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(1))
                .forks(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .addProfiler(GCProfiler.class);
        task.parameters().forEach(options::param);
        if (!task.jvmOptions().isEmpty()) {
            options.jvmArgsAppend(task.jvmOptions().toArray(String[]::new));
        }
        try {
            return new Runner(options.build()).run();
        } catch (final RunnerException e) {
            throw new IllegalStateException(task.name() + " could not be measured", e);
        }
    }

    /** What the rounds of one task said so far. */
    private static final class Collected {
        private final List<Double> ns = new ArrayList<>();
        private final List<Double> bytes = new ArrayList<>();
        private Percentiles sampled = Percentiles.NONE;

        void add(final RunResult result) {
            for (final BenchmarkResult fork : result.getBenchmarkResults()) {
                for (final IterationResult iteration : fork.getIterationResults()) {
                    ns.add(iteration.getPrimaryResult().getScore());
                }
            }
            final Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
            if (allocated != null) {
                bytes.add(allocated.getScore());
            }
            if (result.getParams().getMode() == Mode.SampleTime) {
                final Statistics samples = result.getPrimaryResult().getStatistics();
                sampled = new Percentiles(
                        samples.getPercentile(50), samples.getPercentile(99), samples.getPercentile(99.9));
            }
        }
    }
}
