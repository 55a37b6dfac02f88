package io.kairoute.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the processors from going idle while times of milliseconds are measured.
 *
 * <p>On a virtual machine an idle processor is given away, and whoever wakes it waits until it has come back: a thread that
 * slept for 1 ms was more than 1 ms late 40 times a second on a busy host, and twice where the processors were kept. So one
 * child for each processor spins in the scheduler's class for idle work, which gives way to any other thread at once. Where
 * the system has no such class nothing is done.
 */
public final class AwakeProcessors implements AutoCloseable {
    private static final String SPIN = "while [ -d /proc/$PPID ]; do :; done";

    private final List<Process> spinning = new ArrayList<>();

    private AwakeProcessors() {}

    /** Keeps all of them awake until it is closed. */
    public static AwakeProcessors keep() {
        final AwakeProcessors awake = new AwakeProcessors();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors() && hasIdleClass(); i++) {
            awake.spinning.add(start("chrt", "--idle", "0", "sh", "-c", SPIN));
        }
        return awake;
    }

    private static boolean hasIdleClass() {
        try {
            final Process asked = start("chrt", "--idle", "0", "true");
            return asked.waitFor(1, TimeUnit.SECONDS) && asked.exitValue() == 0;
        } catch (final UncheckedIOException e) {
            return false;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Process start(final String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        spinning.forEach(Process::destroyForcibly);
    }
}
