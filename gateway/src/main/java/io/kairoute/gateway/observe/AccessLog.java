package io.kairoute.gateway.observe;

import com.google.rpc.Code;
import java.util.concurrent.TimeUnit;
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

    private record Line(CallKind kind, int code, long latencyNs, String tenant, String traceId) {}

    private final LineQueue<Line> lines = LineQueue.open("kairoute-access-log", MAX_WAITING, AccessLog::write);

    private AccessLog() {}

    /** Makes a log and starts its writer. */
    public static AccessLog open() {
        return new AccessLog();
    }

    /**
     * Takes a line.
     *
     * @param tenant the caller's tenant; empty where the credential names none
     * @param traceId the id of the caller's trace; empty when it sent none
     */
    public void ended(
            final CallKind kind, final int code, final long latencyNs, final String tenant, final String traceId) {
        lines.add(new Line(kind, code, latencyNs, tenant, traceId));
    }

    /** How many lines were lost. */
    public long lost() {
        return lines.lost();
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
        lines.close();
    }
}
