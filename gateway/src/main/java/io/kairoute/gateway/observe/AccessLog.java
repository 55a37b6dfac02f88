package io.kairoute.gateway.observe;

import com.google.rpc.Code;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line for each call: what was called, what came of it, how long it took; nothing that the caller sent but the id of
 * its trace.
 *
 * <p>Event loops hand lines over without waiting: when the log cannot be written as fast as calls come, lines are lost, and
 * counted. {@link #close} writes what is still there. Thread-safe.
 */
public final class AccessLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("io.kairoute.access");
    private static final int MAX_WAITING = 16 * 1024;
    private static final long CLOSE_MS = 5_000;

    private record Line(CallKind kind, int code, long latencyNs, String tenant, String traceId) {}

    private final ArrayBlockingQueue<Line> waiting;
    private final LongAdder lost = new LongAdder();
    private final Thread writer = new Thread(this::write, "kairoute-access-log");
    private volatile boolean isClosing;

    private AccessLog(final int most) {
        waiting = new ArrayBlockingQueue<>(most);
    }

    /** Makes a log and starts its writer. */
    public static AccessLog open() {
        final AccessLog log = new AccessLog(MAX_WAITING);
        log.writer.setDaemon(true);
        log.writer.start();
        return log;
    }

    /**
     * Takes a line.
     *
     * @param tenant the caller's tenant; empty where the credential names none
     * @param traceId the id of the caller's trace; empty when it sent none
     */
    public void ended(
            final CallKind kind, final int code, final long latencyNs, final String tenant, final String traceId) {
        if (!waiting.offer(new Line(kind, code, latencyNs, tenant, traceId))) {
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
                final Line line = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (line != null) {
                    write(line);
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(final Line line) {
        LOG.info(
                "event=call method={} code={} micros={} tenant={} trace_id={}",
                line.kind.label(),
                Code.forNumber(line.code),
                TimeUnit.NANOSECONDS.toMicros(line.latencyNs),
                line.tenant,
                line.traceId);
    }

    @Override
    public void close() {
        isClosing = true;
        try {
            writer.join(CLOSE_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
