package io.kairoute.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One process beside ours, talked to line by line. It ends when its input does.
 *
 * <p>Thread-confined: owned by whoever started it.
 */
public final class Child implements AutoCloseable {
    private static final long GRACE_S = 10;

    private final String name;
    private final Process process;
    private final BufferedReader out;
    private final PrintWriter in;

    /** Starts a process; what it writes on standard error is shown as ours. */
    public Child(final String name, final List<String> words, final @Nullable Path directory) {
        this.name = name;
        final ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        try {
            process = builder.start();
        } catch (final IOException e) {
            throw new UncheckedIOException(name + " cannot be started", e);
        }
        out = process.inputReader(StandardCharsets.UTF_8);
        in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /** The next line of its output; null at the end. */
    public @Nullable String readLine() {
        try {
            return out.readLine();
        } catch (final IOException e) {
            throw new UncheckedIOException(name + " cannot be read from", e);
        }
    }

    /** Reads its output to the end, and forgets it. */
    public void drain() {
        String line = readLine();
        while (line != null) {
            line = readLine();
        }
    }

    /** Says one line and hears the answer. */
    public String ask(final String line) {
        in.println(line);
        final String answer = readLine();
        if (answer == null) {
            throw new IllegalStateException(name + " ended when it was told " + line);
        }
        return answer;
    }

    /** Processor time that it has used, in nanoseconds, as the kernel counts it: in hundredths of a second. */
    public long processorNs() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    /** Waits until it ends by itself; the exit code. */
    public int await() {
        try {
            return process.waitFor();
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(name + " was not waited for", e);
        }
    }

    /** Tells it to stop, for one that does not listen to its input; {@link #close} waits. */
    public void stop() {
        process.destroy();
    }

    @Override
    public void close() {
        in.close();
        try {
            if (!process.waitFor(GRACE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
