package io.kairoute.bench.micro;

import io.kairoute.bench.process.Child;
import io.kairoute.bench.process.JavaCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Measures a decision and one bare lookup in the same map in turns, in one thread of one fresh JVM.
 *
 * <p>Of a machine that others use, two JVMs that run for some seconds each meet two machines; blocks of 256 calls in turns meet
 * one. A block that was interrupted is not the middle one.
 *
 * @param routeNs nanoseconds for a decision, the middle block of each second
 * @param getUsingNs nanoseconds for a lookup, likewise
 */
public record Turns(List<Double> routeNs, List<Double> getUsingNs) {
    private static final String HEAP = "-Xmx3g";

    /** Copies the lists. */
    public Turns {
        routeNs = List.copyOf(routeNs);
        getUsingNs = List.copyOf(getUsingNs);
    }

    /**
     * Measures, over a set of so many customers and a table of so many rules.
     *
     * @param progress hears how many seconds are over, those of the warm-up counted
     */
    public static Turns measure(
            final long customers, final int rules, final int warmUpS, final int seconds, final IntConsumer progress) {
        final List<String> words = new JavaCommand(TurnsMain.class)
                // The index of ten million customers takes 533 MB, and a quarter of the heap at most.
                .options(HEAP)
                .arguments(List.of(
                        Long.toString(customers),
                        Integer.toString(rules),
                        Integer.toString(warmUpS),
                        Integer.toString(seconds)))
                .words();
        final List<Double> routeNs = new ArrayList<>();
        final List<Double> getUsingNs = new ArrayList<>();
        try (Child child = new Child("decisions and lookups in turns", words, null)) {
            for (int second = 0; second < warmUpS + seconds; second++) {
                final String line = child.readLine();
                if (line == null) {
                    throw new IllegalStateException("decisions and lookups in turns ended after " + second + " of "
                            + (warmUpS + seconds) + " seconds; what it said is above");
                }
                progress.accept(second + 1);
                if (second >= warmUpS) {
                    final int space = line.indexOf(' ');
                    routeNs.add(Double.parseDouble(line.substring(0, space)));
                    getUsingNs.add(Double.parseDouble(line.substring(space + 1)));
                }
            }
        }
        return new Turns(routeNs, getUsingNs);
    }
}
