package io.kairoute.node.logging;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.Level;

/** Which lines are written of which logger: the level of the longest name that the logger's begins with. Immutable. */
final class LogLevels {
    /** Over every level. */
    static final int OFF = Level.ERROR.toInt() + 1;

    /** What every name begins with. */
    static final String ROOT = "";

    /** What the names of our own loggers begin with. */
    static final String OURS = "io.kairoute";

    private final Map<String, Integer> least = new HashMap<>();

    /** The usual ones, by which libraries speak only when something is wrong, and others before them. */
    LogLevels(final Map<String, String> levels) {
        least.put(ROOT, Level.WARN.toInt());
        least.put(OURS, Level.INFO.toInt());
        // Would write a line for each peer that breaks the protocol; kairoute_connections_broken_total counts those.
        least.put("io.vertx.core.net.impl.ConnectionBase", OFF);
        // Would write a stack trace for each answer that a peer left unread when it went; kairoute_calls_ended_total
        // counts those.
        least.put("io.netty.handler.codec.http2.DefaultHttp2Connection", OFF);
        levels.forEach((logger, level) -> least.put(logger, number(level)));
    }

    /** Whether a logger is one of ours. */
    static boolean isOurs(final String logger) {
        return logger.equals(OURS) || logger.startsWith(OURS + ".");
    }

    /** The least level that is written of a logger, as SLF4J numbers levels. */
    int leastOf(final String logger) {
        String name = logger;
        while (!least.containsKey(name)) {
            name = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        }
        return least.getOrDefault(name, OFF);
    }

    private static int number(final String level) {
        return level.equals("off")
                ? OFF
                : Level.valueOf(level.toUpperCase(Locale.ROOT)).toInt();
    }
}
