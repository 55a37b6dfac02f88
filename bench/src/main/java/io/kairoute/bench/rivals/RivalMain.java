package io.kairoute.bench.rivals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kairoute.bench.rivals.RivalEngine.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One Java engine in its own process: {@code RivalMain ENGINE ROWS}. Loads the table, compares the answer of each row with the
 * table, and then does what it is told, a line of JSON for an answer: {@code warm SECONDS}, {@code measure MILLIS}. It ends when
 * its input does.
 */
public final class RivalMain {
    private RivalMain() {}

    /** What it says once it has loaded its table and given the right answer to every row. */
    record Loaded(int compared, List<String> collectors) {}

    /** What it says of a measurement. */
    record Measured(double ns) {}

    /** Runs one engine. */
    public static void main(final String[] arguments) throws IOException {
        final PrintStream out = System.out;
        // What an engine prints by itself is none of our answers.
        System.setOut(System.err);
        final String name = arguments[0];
        final int rows = Integer.parseInt(arguments[1]);
        try (RivalEngine engine = engine(name, rows)) {
            compare(name, engine, rows);
            say(out, new Loaded(rows, collectors()));
            obey(engine, rows, out);
        }
    }

    private static void obey(final RivalEngine engine, final int rows, final PrintStream out) throws IOException {
        final int[] drawn = RivalRow.drawn(rows);
        engine.meet(drawn);
        final RivalClock clock = new RivalClock(engine);
        final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            final String[] words = line.split(" ", -1);
            final long amount = Long.parseLong(words[1]);
            if (words[0].equals("warm")) {
                say(out, clock.warm(drawn.length, TimeUnit.SECONDS.toNanos(amount)));
            } else {
                say(out, new Measured(clock.measure(TimeUnit.MILLISECONDS.toNanos(amount))));
            }
        }
        System.err.println("# " + clock.seen());
    }

    private static void say(final PrintStream out, final Record answer) throws IOException {
        out.println(new ObjectMapper().writeValueAsString(answer));
        out.flush();
    }

    private static List<String> collectors() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .toList();
    }

    /** The engine of a name, loaded with a table. */
    static RivalEngine engine(final String name, final int rows) {
        return switch (name) {
            case RivalSummary.CORE -> new CoreEngine(rows);
            case "hash_map" -> new HashMapEngine(RivalRow.table(rows));
            case "drools_rules" -> DroolsEngine.stateless(RivalRow.table(rows));
            case "drools_rules_kept" -> DroolsEngine.kept(RivalRow.table(rows));
            case "kie_dmn" -> new KieEngine(RivalRow.table(rows));
            case "camunda_dmn" -> new CamundaEngine(RivalRow.table(rows));
            default -> throw new IllegalArgumentException("no rival is called " + name);
        };
    }

    /** Throws where an engine does not say what the table says, of any row. */
    static void compare(final String name, final RivalEngine engine, final int rows) {
        engine.meet(RivalRow.each(rows));
        for (int row = 0; row < rows; row++) {
            engine.decide();
            final RivalRow expected = RivalRow.of(row);
            if (!engine.answer().equals(new Answer(expected.queue(), expected.priority()))) {
                throw new IllegalStateException(name + " says " + engine.answer() + " where row " + row + " of " + rows
                        + " says " + expected.queue() + ", " + expected.priority());
            }
        }
    }
}
