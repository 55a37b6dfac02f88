package io.kairoute.gateway.observe;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Hands lines of a log to a thread that writes them, so that nobody waits for a log that cannot be written as fast as it grows.
 *
 * <p>Lines that find no room, or cannot be written, are lost and counted. {@link #close} writes what is still there. Thread-safe.
 *
 * @param <L> what makes a line
 */
public final class LineQueue<L> implements AutoCloseable {
    private static final long CLOSE_MS = 5_000;

    private final ArrayBlockingQueue<L> waiting;
    private final Consumer<L> writer;
    private final LongAdder lost = new LongAdder();
    private final Thread thread;
    private volatile boolean isClosing;

    private LineQueue(final String name, final int most, final Consumer<L> writer) {
        this.waiting = new ArrayBlockingQueue<>(most);
        this.writer = writer;
        this.thread = new Thread(this::write, name);
    }

    /**
     * Makes a queue and starts its thread.
     *
     * @param name the thread's
     * @param most so many lines may wait
     * @param writer writes a line, and may take its time
     */
    public static <L> LineQueue<L> open(final String name, final int most, final Consumer<L> writer) {
        final LineQueue<L> queue = new LineQueue<>(name, most, writer);
        queue.thread.setDaemon(true);
        queue.thread.start();
        return queue;
    }

    /** Takes a line. */
    public void add(final L line) {
        if (!waiting.offer(line)) {
            lost.increment();
        }
    }

    /** How many lines were lost. */
    public long lost() {
        return lost.sum();
    }

    private void write() {
        try {
            while (!isClosing || !waiting.isEmpty()) {
                final L line = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (line != null) {
                    write(line);
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(final L line) {
        try {
            writer.accept(line);
        } catch (final RuntimeException | Error e) {
            // The log itself cannot tell of it. Without this thread no line would be written from now on.
            lost.increment();
        }
    }

    @Override
    public void close() {
        isClosing = true;
        try {
            thread.join(CLOSE_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
