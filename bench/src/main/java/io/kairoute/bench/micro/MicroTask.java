package io.kairoute.bench.micro;

import java.util.List;
import java.util.Map;

/**
 * One benchmark with its parameters.
 *
 * @param name what the report calls it
 * @param benchmark class and method, as {@code RouteBenchmark.route}
 * @param parameters JMH's parameters
 * @param jvmOptions more options of the JVM; none keeps those of the benchmark
 * @param rounds in how many rounds it takes part; rounds alternate between tasks
 */
public record MicroTask(
        String name, String benchmark, Map<String, String> parameters, List<String> jvmOptions, int rounds) {
    /** Copies what could be changed. */
    public MicroTask {
        parameters = Map.copyOf(parameters);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** A task in a JVM as the benchmark asks for it. */
    public MicroTask(
            final String name, final String benchmark, final Map<String, String> parameters, final int rounds) {
        this(name, benchmark, parameters, List.of(), rounds);
    }
}
