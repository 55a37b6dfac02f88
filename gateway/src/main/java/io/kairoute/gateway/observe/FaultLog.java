package io.kairoute.gateway.observe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each distinct fault of the gateway once; further ones like it are only counted. Thread-safe.
 *
 * <p>What is logged is where it happened, never the exception's message: that may hold what a caller sent.
 */
public final class FaultLog {
    private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);
    private static final int MAX_DISTINCT = 256;
    private static final int FRAMES = 12;

    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    /** Logs a fault unless one of the same class from the same place was logged before. */
    public void report(final Throwable fault) {
        final StackTraceElement[] frames = fault.getStackTrace();
        final String place = fault.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
        if (seen.size() < MAX_DISTINCT && seen.add(place)) {
            LOG.error("event=fault kind={} trace={}", fault.getClass().getName(), trace(frames));
        }
    }

    private static String trace(final StackTraceElement[] frames) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
            text.append(i == 0 ? "" : " < ").append(frames[i]);
        }
        return text.toString();
    }
}
