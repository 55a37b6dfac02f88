package io.kairoute.gateway.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that a node has open, to be closed in the opposite order.
 *
 * <p>Whatever is opened is taken at that instant, so a start that fails half-way leaves nothing behind. Each part has a time
 * to close in. One that throws, or takes longer, keeps no other from being closed. Thread-safe.
 */
public final class Closing {
    /** What a part has to close in, where it asks for nothing else. */
    static final long USUAL_MS = 30_000;

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Consumer<String> beforeOpening;
    private final Deque<Part> parts = new ArrayDeque<>();
    private final List<String> notClosed = new ArrayList<>();
    private boolean isOver;
    private long mostMs;

    /** Something that was opened. */
    private record Part(String name, long mostMs, AutoCloseable end) {}

    /** Makes one that has nothing to close. */
    Closing() {
        this(name -> {});
    }

    /** Makes one that tells a test what is opened next; what that throws is thrown in place of the opening. */
    Closing(final Consumer<String> beforeOpening) {
        this.beforeOpening = beforeOpening;
    }

    /**
     * Opens a part that closes itself, in half a minute at most.
     *
     * @param name what logs call it
     * @throws StartException when the node is being closed
     */
    public <T extends AutoCloseable> T open(final String name, final Supplier<T> opening) {
        return open(name, opening, part -> part, USUAL_MS);
    }

    /**
     * Opens a part.
     *
     * @param name what logs call it
     * @param end what closes it
     * @param mostMs what it has to close in
     * @throws StartException when the node is being closed
     */
    <T> T open(final String name, final Supplier<T> opening, final Function<T, AutoCloseable> end, final long mostMs) {
        if (isOver()) {
            throw StartException.closedMeanwhile();
        }
        beforeOpening.accept(name);
        final T opened = opening.get();
        final Part part = new Part(name, mostMs, end.apply(opened));
        if (!isTaken(part)) {
            final StartException late = StartException.closedMeanwhile();
            close(part, late::addSuppressed);
            throw late;
        }
        return opened;
    }

    /** Whether each part that was closed until now was closed in its time, and threw nothing. */
    public synchronized boolean isClean() {
        return notClosed.isEmpty();
    }

    /** Opens no more. */
    synchronized void refuseMore() {
        isOver = true;
    }

    /** What all parts together may take to be closed. */
    synchronized long mostMs() {
        return mostMs;
    }

    /**
     * Closes everything.
     *
     * @throws IllegalStateException when something could not be closed; names it, and has what it threw beside it
     */
    void close() {
        final List<Throwable> faults = new ArrayList<>();
        closeAll(faults::add);
        if (!faults.isEmpty()) {
            final IllegalStateException fault = new IllegalStateException("parts_not_closed=" + notClosed());
            faults.forEach(fault::addSuppressed);
            throw fault;
        }
    }

    /** Closes everything after a start that failed; what cannot be closed is told beside the cause. */
    void closeAfter(final Throwable cause) {
        closeAll(cause::addSuppressed);
    }

    private void closeAll(final Consumer<Throwable> faults) {
        refuseMore();
        for (Part part = next(); part != null; part = next()) {
            close(part, faults);
        }
    }

    private synchronized boolean isOver() {
        return isOver;
    }

    private synchronized boolean isTaken(final Part part) {
        if (!isOver) {
            parts.push(part);
            mostMs += part.mostMs();
        }
        return !isOver;
    }

    private synchronized @Nullable Part next() {
        return parts.poll();
    }

    private synchronized List<String> notClosed() {
        return List.copyOf(notClosed);
    }

    private synchronized void hasNotClosed(final Part part) {
        notClosed.add(part.name());
    }

    private void close(final Part part, final Consumer<Throwable> faults) {
        final Throwable fault = faultOf(part);
        if (fault != null) {
            hasNotClosed(part);
            LOG.error("event=close_failed part=\"{}\"", part.name(), fault);
            faults.accept(fault);
        }
    }

    /** Closes a part on a thread of its own, which is left behind where it does not come back. */
    private static @Nullable Throwable faultOf(final Part part) {
        final FutureTask<Boolean> closing = new FutureTask<>(() -> {
            part.end().close();
            return true;
        });
        final Thread closer = new Thread(closing, "kairoute-close");
        closer.setDaemon(true);
        try {
            closer.start();
            awaitWithoutInterrupt(closing, part.mostMs());
            return null;
        } catch (final ExecutionException e) {
            return e.getCause();
        } catch (final TimeoutException e) {
            closer.interrupt();
            return new TimeoutException("part=\"" + part.name() + "\" waited_ms=" + part.mostMs());
        } catch (final Error e) {
            return e;
        }
    }

    /** An interrupt ends no close half-way; the thread that waits is interrupted afterwards. */
    private static void awaitWithoutInterrupt(final FutureTask<Boolean> closing, final long mostMs)
            throws ExecutionException, TimeoutException {
        final long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(mostMs);
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    closing.get(endNs - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return;
                } catch (final InterruptedException e) {
                    isInterrupted = true;
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
