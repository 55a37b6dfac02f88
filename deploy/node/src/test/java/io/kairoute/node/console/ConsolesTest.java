package io.kairoute.node.console;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.Kairoute;
import io.kairoute.node.demo.DemoFiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.ConcurrentHistogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty people who look cost the node little, and contacts nothing.
 *
 * <p>How much is measured against the clock on the wall, which wants a quiet machine: a node in a process of its own, five turns
 * without and five with fifty open consoles, one after the other, once both are warm, and the medians of both. In every build fifty of them are told the
 * same once a second.
 */
@Tag("alone")
class ConsolesTest {
    private static final int CONSOLES = 50;
    private static final int TURNS = 5;
    private static final int TURN_S = Integer.getInteger("kairoute.turn.s", 8);
    private static final double MOST_OF_A_CORE = 0.03;
    private static final double MOST_SLOWER = 1.15;
    private static final int DEMO_PER_S = 20;
    private static final int MANY_PER_S = 1_000;
    private static final int MESSAGE_BYTES = 16_000;
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(60);
    private static final Pattern PORTS = Pattern.compile("Routing on \\S*:(\\d+), health and metrics on \\S*:(\\d+)");

    @TempDir
    private Path directory = Path.of("");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    @Test
    void shouldTellFiftyConsolesWhatHappens() {
        try (ConsoleNode node = ConsoleNode.start(directory).withContacts(60);
                Consoles consoles = new Consoles(client, node.adminPort(), CONSOLES)) {
            final long untilNs = System.nanoTime() + LONGEST_NS;
            while (consoles.fewest() < 3 && System.nanoTime() < untilNs) {
                node.withContacts(1);
            }

            System.out.printf(
                    "console: %d streams, the longest message has %,d bytes (bar %,d)%n",
                    CONSOLES, consoles.longest(), MESSAGE_BYTES);
            assertTrue(consoles.fewest() >= 3, "messages of the slowest: " + consoles.fewest());
            assertTrue(consoles.longest() < MESSAGE_BYTES, consoles.longest() + " bytes");
        }
    }

    @Test
    @Tag("wallclock")
    void shouldCostLittleOfACore() throws Exception {
        try (Served served = new Served(directory)) {
            warmUp(served);
            final double[] without = new double[TURNS];
            final double[] with = new double[TURNS];
            for (int turn = 0; turn < TURNS; turn++) {
                without[turn] = served.share();
                try (Consoles consoles = open(served)) {
                    with[turn] = served.share();
                    assertTrue(consoles.fewest() > TURN_S / 2, "every console was told: " + consoles.fewest());
                }
            }

            final double cost = median(with) - median(without);
            System.out.printf(
                    "console: a node with %d consoles takes %.1f %% of a core more, medians of %d turns of %d s (bar %.0f %%); without %s, with %s%n",
                    CONSOLES,
                    100 * cost,
                    TURNS,
                    TURN_S,
                    100 * MOST_OF_A_CORE,
                    Arrays.toString(without),
                    Arrays.toString(with));
            assertTrue(cost < MOST_OF_A_CORE, cost + " of a core");
        }
    }

    @Test
    @Tag("wallclock")
    void shouldRouteAsFastBesideOpenConsoles() throws Exception {
        try (Served served = new Served(directory)) {
            warmUp(served);
            final double[] without = new double[TURNS];
            final double[] with = new double[TURNS];
            for (int turn = 0; turn < TURNS; turn++) {
                without[turn] = served.calls().run(MANY_PER_S, TURN_S).getValueAtPercentile(99) / 1e3;
                try (Consoles consoles = open(served)) {
                    with[turn] = served.calls().run(MANY_PER_S, TURN_S).getValueAtPercentile(99) / 1e3;
                    assertTrue(consoles.fewest() > TURN_S / 2, "every console was told: " + consoles.fewest());
                }
            }

            final double slower = median(with) / median(without);
            System.out.printf(
                    "console: p99 of %,d calls a second is %.2f times as long beside %d consoles, medians of %d turns of %d s (bar %.2f); ms without %s, with %s%n",
                    MANY_PER_S,
                    slower,
                    CONSOLES,
                    TURNS,
                    TURN_S,
                    MOST_SLOWER,
                    Arrays.toString(without),
                    Arrays.toString(with));
            assertTrue(slower < MOST_SLOWER, slower + " times");
        }
    }

    /** Contacts, more and more of them, beside consoles that come anew, until most of what both need is compiled in the node. */
    private void warmUp(final Served served) throws Exception {
        for (int perS = MANY_PER_S / 16; perS <= MANY_PER_S; perS *= 2) {
            try (Consoles consoles = open(served)) {
                final ConcurrentHistogram unused = served.calls().run(perS, 2 * TURN_S);
                assertTrue(consoles.fewest() > 0, "every console was told");
            }
        }
    }

    /** Opens them, and waits until each was told something. */
    private Consoles open(final Served served) {
        final Consoles consoles = new Consoles(client, served.adminPort, CONSOLES);
        final long untilNs = System.nanoTime() + LONGEST_NS;
        while (consoles.fewest() < 1 && System.nanoTime() < untilNs) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return consoles;
    }

    private static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** A node in a process of its own, with the demo's table and no customers. */
    private static final class Served implements AutoCloseable {
        private final Process process;
        private final int routePort;
        private final int adminPort;

        Served(final Path directory) throws Exception {
            final DemoFiles files = DemoFiles.lay(directory);
            final List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(argument -> argument.startsWith("--add-") || argument.startsWith("-XX:"))
                    .forEach(command::add);
            command.addAll(List.of(
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    Kairoute.class.getName(),
                    "serve",
                    "--data-dir",
                    directory.resolve("served").toString(),
                    "--table",
                    files.table().toString(),
                    "--route-port",
                    "0",
                    "--admin-port",
                    "0"));
            final Path out = directory.resolve("served.out");
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            final Matcher ports = awaitPorts(out);
            routePort = Integer.parseInt(ports.group(1));
            adminPort = Integer.parseInt(ports.group(2));
        }

        private Matcher awaitPorts(final Path out) throws IOException, InterruptedException {
            final long untilNs = System.nanoTime() + LONGEST_NS;
            Matcher ports = PORTS.matcher(Files.readString(out));
            while (!ports.find()) {
                if (System.nanoTime() > untilNs || process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("it does not serve: " + Files.readString(out));
                }
                ports = PORTS.matcher(Files.readString(out));
            }
            return ports;
        }

        /** How much of a core the whole process takes in one turn, with as many contacts as the demo has. */
        double share() throws Exception {
            final long begunNs = System.nanoTime();
            final Duration before = processorTime();
            final ConcurrentHistogram unused = calls().run(DEMO_PER_S, TURN_S);
            return (double) processorTime().minus(before).toNanos() / (System.nanoTime() - begunNs);
        }

        SteadyCalls calls() {
            return new SteadyCalls(routePort);
        }

        private Duration processorTime() {
            return process.info().totalCpuDuration().orElseThrow();
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(60, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (final InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
