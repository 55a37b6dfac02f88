package io.kairoute.bench.micro;

import java.util.Map;

/**
 * One benchmark with its parameters.
 *
 * @param name what the report calls it
 * @param benchmark class and method, as {@code RouteBenchmark.route}
 * @param parameters JMH's parameters
 * @param rounds in how many rounds it takes part; rounds alternate between tasks
 */
public record MicroTask(String name, String benchmark, Map<String, String> parameters, int rounds) {
    /** Copies the parameters. */
    public MicroTask {
        parameters = Map.copyOf(parameters);
    }
}
