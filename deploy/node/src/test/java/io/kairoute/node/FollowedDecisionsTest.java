package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.Kairoute;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code decisions tail -f}, as somebody uses it who leaves it running beside their work. */
final class FollowedDecisionsTest {
    private static final long PATIENCE_S = 60;
    // What a shell says of a program that Ctrl-C ended: 128 and the number of the signal.
    private static final int INTERRUPTED = 130;

    private final ExecutorService terminal = Executors.newSingleThreadExecutor();
    private final Watcher out = new Watcher();
    private final Watcher err = new Watcher();

    @TempDir
    private Path directory = Path.of("");

    private Node node;

    @BeforeEach
    void start() {
        node = node(0, 0);
    }

    @AfterEach
    void stop() {
        terminal.shutdownNow();
        node.close();
    }

    @Test
    void shouldShowEachDecisionOnceAsItIsMade() throws Exception {
        contact("before");
        final Future<Integer> following = follow("--count", "5");
        out.await("before", 1);

        contact("first");
        out.await("first", 1);
        contact("second");
        out.await("second", 1);

        assertEquals(3, out.text().lines().count(), out.text());
        assertEquals(ExitCode.READER_GONE, gone(following));
        assertEquals("", err.text());
    }

    @Test
    void shouldGoOnAfterTheNodeWasAwayAndShowWhatItDecidedMeanwhile() throws Exception {
        contact("before");
        final Future<Integer> following = follow("--count", "5");
        out.await("before", 1);
        final int routePort = node.routePort();
        final int adminPort = node.adminPort();

        node.close();
        err.await("No node answers at 127.0.0.1:" + adminPort, 1);
        node = node(routePort, adminPort);
        contact("after");
        out.await("after", 1);

        assertEquals(1, out.count("before"), out.text());
        assertEquals(1, err.count("It answers again"), err.text());
        assertEquals(2, err.text().lines().count(), err.text());
        assertEquals(ExitCode.READER_GONE, gone(following));
    }

    @Test
    void shouldShowOnlyWhatTheFilterLetsThrough() throws Exception {
        contact("seen", "no_internet");
        final Future<Integer> following = follow("--count", "1", "--queue", "outage-desk");
        out.await("seen", 1);

        contact("bill", "overcharge");
        contact("dark", "no_internet");
        out.await("dark", 1);

        assertEquals(0, out.count("bill"), out.text());
        assertEquals(ExitCode.READER_GONE, gone(following));
    }

    @Test
    void shouldShowNothingOlderThanTheNewestThatWereAskedFor() throws Exception {
        contact("older");
        contact("newest");
        awaitLogged("newest");
        final Future<Integer> following = follow("--count", "1");
        out.await("newest", 1);

        contact("next");
        out.await("next", 1);

        assertEquals(0, out.count("older"), out.text());
        assertEquals(ExitCode.READER_GONE, gone(following));
    }

    @Test
    void shouldKeepADecisionOnOneLineWhateverItsContactIsCalled() {
        contact("c-1\nforged\u001b[2J");

        awaitLogged("c-1 forged [2J  CLEAR");
    }

    @Test
    void shouldNotBeginWhereNoNodeAnswers() {
        final int adminPort = node.adminPort();
        node.close();

        final CommandRun run = CommandRun.of("decisions", "tail", "-f", "--target", "127.0.0.1:" + adminPort);

        assertEquals(ExitCode.UNREACHABLE, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void shouldEndAsAProgramDoesThatIsInterrupted() throws Exception {
        contact("before");
        final Path shown = directory.resolve("tail.out");
        final Process process = inAProcess(shown, "decisions", "tail", "-f", "--target", admin());
        try {
            awaitText(process, shown, "before");

            interrupt(process);

            assertTrue(process.waitFor(PATIENCE_S, TimeUnit.SECONDS), "it goes on");
            assertEquals(INTERRUPTED, process.exitValue(), Files.readString(shown));
            assertEquals(1, Files.readString(shown).lines().count(), Files.readString(shown));
        } finally {
            process.destroyForcibly();
        }
    }

    private Future<Integer> follow(final String... more) {
        final String[] words = new String[more.length + 5];
        System.arraycopy(new String[] {"decisions", "tail", "-f", "--target", admin()}, 0, words, 0, 5);
        System.arraycopy(more, 0, words, 5, more.length);
        return terminal.submit(() -> CommandRun.into(out, err, words));
    }

    // Its end is noticed with the next line, as with every program that writes to a pipe.
    private int gone(final Future<Integer> following) throws Exception {
        out.leave();
        contact("unread");
        return following.get(PATIENCE_S, TimeUnit.SECONDS);
    }

    private void contact(final String id) {
        contact(id, "no_internet");
    }

    private void contact(final String id, final String intent) {
        final CommandRun routed = CommandRun.of(
                "route", "--target", "127.0.0.1:" + node.routePort(), "--contact", id, "--intent", intent);
        assertEquals(ExitCode.DONE, routed.code(), routed.err());
    }

    // A decision is answered before it is logged.
    private void awaitLogged(final String id) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (!CommandRun.of("decisions", "tail", "--target", admin()).out().contains(id)) {
            if (System.nanoTime() > deadlineNs) {
                throw new AssertionError("never logged: " + id);
            }
        }
    }

    private String admin() {
        return "127.0.0.1:" + node.adminPort();
    }

    private Node node(final int routePort, final int adminPort) {
        return TestNode.start(
                directory,
                Map.of(
                        Property.ROUTE_PORT, Integer.toString(routePort),
                        Property.ADMIN_PORT, Integer.toString(adminPort)));
    }

    // Whoever runs the tests in the background may have them ignore the signal, and their children with them.
    private static Process inAProcess(final Path out, final String... words) throws IOException {
        final List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Kairoute.class.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
    }

    private static void interrupt(final Process process) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor());
    }

    // A process has no event for what it writes to a file.
    private static void awaitText(final Process process, final Path file, final String text)
            throws IOException, InterruptedException {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (!Files.readString(file).contains(text)) {
            if (System.nanoTime() > deadlineNs || process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("no " + text + " in: " + Files.readString(file));
            }
        }
    }
}
