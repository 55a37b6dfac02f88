package io.kairoute.bench.micro;

import io.kairoute.bench.gateway.Statistics;
import io.kairoute.bench.process.Child;
import io.kairoute.bench.process.JavaCommand;
import io.kairoute.bench.process.QuietWatch;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Measures each {@link Turn} beside the others, in one thread of fresh JVMs.
 *
 * <p>Of a machine that others use, two JVMs that run for some seconds each meet two machines; blocks of 256 calls in turns meet
 * one. A block that was interrupted is not the middle one. What a JVM's compiler made of a call differs from JVM to JVM by a
 * tenth and more; so several are asked.
 *
 * @param ns nanoseconds for a call: the middle block of each second of each JVM
 */
public record Turns(Map<Turn, List<Double>> ns) {
    private static final String HEAP = "-Xmx3g";

    /** Copies the lists. */
    public Turns {
        final Map<Turn, List<Double>> copy = new EnumMap<>(Turn.class);
        ns.forEach((turn, times) -> copy.put(turn, List.copyOf(times)));
        ns = Map.copyOf(copy);
    }

    /**
     * Measures, over a set of so many customers and a table of so many rules.
     *
     * @param forks how many JVMs, one after the other
     * @param quiet has a JVM measure again what others disturbed
     * @param progress hears how many seconds are over, those of the warm-ups counted
     */
    public static Turns measure(
            final long customers,
            final int rules,
            final int forks,
            final int warmUpS,
            final int seconds,
            final QuietWatch quiet,
            final IntConsumer progress) {
        final Map<Turn, List<Double>> ns = new EnumMap<>(Turn.class);
        for (int fork = 0; fork < forks; fork++) {
            final int over = fork * (warmUpS + seconds);
            quiet.measure(
                            "decisions in turns, JVM " + (fork + 1),
                            () -> fork(customers, rules, warmUpS, seconds, second -> progress.accept(over + second)))
                    .forEach((turn, times) ->
                            ns.computeIfAbsent(turn, first -> new ArrayList<>()).addAll(times));
        }
        return new Turns(ns);
    }

    private static Map<Turn, List<Double>> fork(
            final long customers, final int rules, final int warmUpS, final int seconds, final IntConsumer progress) {
        final Map<Turn, List<Double>> ns = new EnumMap<>(Turn.class);
        final List<String> words = new JavaCommand(TurnsMain.class)
                // The index of ten million customers takes 533 MB, and a quarter of the heap at most.
                .options(HEAP)
                .arguments(List.of(
                        Long.toString(customers),
                        Integer.toString(rules),
                        Integer.toString(warmUpS),
                        Integer.toString(seconds)))
                .words();
        try (Child child = new Child("decisions in turns", words, null)) {
            for (int second = 0; second < warmUpS + seconds; second++) {
                final String line = child.readLine();
                if (line == null) {
                    throw new IllegalStateException("decisions in turns ended after " + second + " of "
                            + (warmUpS + seconds) + " seconds; what it said is above");
                }
                progress.accept(second + 1);
                if (second >= warmUpS) {
                    final String[] figures = line.split(" ", -1);
                    for (final Turn turn : Turn.values()) {
                        ns.computeIfAbsent(turn, first -> new ArrayList<>())
                                .add(Double.parseDouble(figures[turn.ordinal()]));
                    }
                }
            }
        }
        return ns;
    }

    /** The times of one, nanoseconds. */
    public List<Double> times(final Turn turn) {
        return ns.getOrDefault(turn, List.of());
    }

    /** The median of one, nanoseconds. */
    public double median(final Turn turn) {
        return Statistics.median(times(turn));
    }

    /** How often one goes into another: the median over the seconds, each of which met one machine. */
    public double ratio(final Turn of, final Turn to) {
        return Statistics.median(ratios(times(of), times(to)));
    }

    /** How often the times of one go into those of another, second by second. */
    public static List<Double> ratios(final List<Double> of, final List<Double> to) {
        return IntStream.range(0, Math.min(of.size(), to.size()))
                .mapToObj(second -> of.get(second) / to.get(second))
                .toList();
    }
}
