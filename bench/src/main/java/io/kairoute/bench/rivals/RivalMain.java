package io.kairoute.bench.rivals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kairoute.bench.rivals.RivalEngine.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One Java rival in its own process: {@code RivalMain ENGINE MILLIS ROWS...}; writes one line of JSON for each timing.
 *
 * <p>Before anything is timed its answers are compared with what the table says, over the measured rows and some more.
 */
public final class RivalMain {
    private static final int COMPARED_EVERY = 7;
    private static final long DECIDING_LIMIT_NS = 2_000_000_000L;

    private RivalMain() {}

    /** Runs one rival. */
    public static void main(final String[] arguments) throws Exception {
        final String name = arguments[0];
        final RivalClock clock = new RivalClock(Long.parseLong(arguments[1]));
        for (final String rows : Arrays.asList(arguments).subList(2, arguments.length)) {
            time(name, Integer.parseInt(rows), clock);
        }
        System.err.println("# " + clock.seen());
    }

    /** The engine of a name, loaded with a table. */
    static RivalEngine engine(final String name, final int rows) {
        return switch (name) {
            case "core" -> new CoreEngine(rows);
            case "hash_map" -> new HashMapEngine(RivalRow.table(rows));
            case "kie_dmn" -> new KieEngine(RivalRow.table(rows));
            case "camunda_dmn" -> new CamundaEngine(RivalRow.table(rows));
            default -> throw new IllegalArgumentException("no rival is called " + name);
        };
    }

    /** Throws where an engine does not say what the table says. */
    static void compare(final String name, final RivalEngine engine, final int rows) {
        final long startedNs = System.nanoTime();
        final List<Integer> measured = List.copyOf(Positions.of(rows).values());
        for (int row = 0; row < rows; row++) {
            final boolean isExtra =
                    row % COMPARED_EVERY == 0 && row < 100 && System.nanoTime() - startedNs < DECIDING_LIMIT_NS;
            if (!isExtra && !measured.contains(row)) {
                continue;
            }
            engine.meet(row);
            engine.decide();
            final RivalRow expected = RivalRow.of(row);
            if (!engine.answer().equals(new Answer(expected.queue(), expected.priority()))) {
                throw new IllegalStateException(name + " says " + engine.answer() + " where row " + row + " of " + rows
                        + " says " + expected.queue() + ", " + expected.priority());
            }
        }
    }

    private static void time(final String name, final int rows, final RivalClock clock) throws Exception {
        try (RivalEngine engine = engine(name, rows)) {
            compare(name, engine, rows);
            for (final Map.Entry<String, Integer> position : Positions.of(rows).entrySet()) {
                engine.meet(position.getValue());
                final double[] times = clock.time(engine);
                System.out.println(new ObjectMapper()
                        .writeValueAsString(
                                new RivalTiming(name, rows, position.getKey(), times[times.length / 2], times[0])));
            }
        }
    }
}
