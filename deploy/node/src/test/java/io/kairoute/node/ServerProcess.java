package io.kairoute.node;

import io.kairoute.ctl.connection.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The runnable jar at work in a process of its own, as a user starts it. */
final class ServerProcess implements AutoCloseable {
    private static final Pattern ROUTE_PORT = Pattern.compile("Routing on \\S*:(\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path out;

    private ServerProcess(final Process process, final Path out) {
        this.process = process;
        this.out = out;
    }

    /** Starts a command that serves, and waits until it says where. */
    static ServerProcess start(final Path directory, final String... arguments) throws IOException {
        final ServerProcess server = launch(directory, arguments);
        server.awaitLine(ROUTE_PORT);
        return server;
    }

    /** Starts a command that serves, and waits for nothing. */
    static ServerProcess launch(final Path directory, final String... arguments) throws IOException {
        return launch(directory, Redirect.to(directory.resolve("server.err").toFile()), arguments);
    }

    /** Starts a command that serves, whose standard error is a pipe that nobody reads, and waits until it says where. */
    static ServerProcess startUnread(final Path directory, final String... arguments) throws IOException {
        final ServerProcess server = launch(directory, Redirect.PIPE, arguments);
        server.awaitLine(ROUTE_PORT);
        return server;
    }

    private static ServerProcess launch(final Path directory, final Redirect error, final String... arguments)
            throws IOException {
        final Path out = Files.createTempFile(directory, "server", ".out");
        return new ServerProcess(
                new ProcessBuilder(command(arguments))
                        .redirectOutput(out.toFile())
                        .redirectError(error)
                        .start(),
                out);
    }

    /** Runs a command to its end, and gives its exit code. */
    static int run(final Path directory, final String... arguments) throws IOException, InterruptedException {
        return new ProcessBuilder(command(arguments))
                .redirectOutput(directory.resolve("run.out").toFile())
                .redirectError(directory.resolve("run.err").toFile())
                .start()
                .waitFor();
    }

    /** The route listener. */
    Target target() {
        return new Target("127.0.0.1", Integer.parseInt(awaitLine(ROUTE_PORT).group(1)));
    }

    /** Waits until the process has written something to a file, or made it. */
    void awaitFile(final Path file) throws IOException, InterruptedException {
        final long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(file) || (file.toString().endsWith(".err") && Files.size(file) == 0)) {
            if (System.nanoTime() > deadlineNs || process.waitFor(1, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nothing in " + file);
            }
        }
    }

    /** Tells it to stop, by SIGTERM, and waits for its end; gives its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not stop");
        }
        return process.exitValue();
    }

    /** Kills it as the kernel would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until its standard error has something. */
    void awaitError(final Pattern pattern) {
        final var unused = awaitLine(pattern, out.resolveSibling("server.err"));
    }

    private Matcher awaitLine(final Pattern pattern) {
        return awaitLine(pattern, out);
    }

    // A process has no event for what it prints; its output is looked at until the line is there or the process is
    // gone.
    private Matcher awaitLine(final Pattern pattern, final Path written) {
        final long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < deadlineNs) {
                final Matcher matcher = pattern.matcher(Files.readString(written));
                if (matcher.find()) {
                    return matcher;
                }
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
            throw new AssertionError("no line " + pattern + " in: " + Files.readString(out) + error());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private String error() throws IOException {
        final Path error = out.resolveSibling("server.err");
        return Files.exists(error) ? Files.readString(error) : "";
    }

    // As java -jar alone: without the launcher's flags, so that the manifest has to be right.
    private static List<String> command(final String... arguments) {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("kairoute.jar", "target/kairoute.jar")));
        command.addAll(List.of(arguments));
        return command;
    }
}
