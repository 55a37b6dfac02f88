package io.kairoute.node;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Somebody who reads what a command writes while it runs, and may go away. Thread-safe. */
final class Watcher extends OutputStream {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private boolean isGone;

    @Override
    public synchronized void write(final int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(final byte[] bytes, final int offset, final int length) throws IOException {
        if (isGone) {
            throw new IOException("Broken pipe");
        }
        seen.write(bytes, offset, length);
        notifyAll();
    }

    /** Returns once so many lines have a part. */
    synchronized void await(final String part, final int lines) throws InterruptedException {
        final long deadlineNs = System.nanoTime() + PATIENCE_NS;
        while (count(part) < lines) {
            final long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (leftMs <= 0) {
                throw new AssertionError("no " + part + " in: " + text());
            }
            wait(leftMs);
        }
    }

    /** How many lines have a part. */
    synchronized long count(final String part) {
        return text().lines().filter(line -> line.contains(part)).count();
    }

    /** Reads no more: whoever writes is told so, as the system does it with a closed pipe. */
    synchronized void leave() {
        isGone = true;
    }

    /** All that was written. */
    synchronized String text() {
        return seen.toString(StandardCharsets.UTF_8);
    }
}
