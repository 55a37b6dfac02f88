package io.kairoute.node.logging;

import java.io.Serial;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;

/** Writes what is grave enough as a line. Thread-safe. */
final class LineLogger extends LegacyAbstractLogger {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Loggers loggers;
    private volatile int least;

    LineLogger(final String name, final Loggers loggers, final int least) {
        this.name = name;
        this.loggers = loggers;
        this.least = least;
    }

    /** From now on writes this level and what is graver. */
    void least(final int level) {
        least = level;
    }

    @Override
    public boolean isTraceEnabled() {
        return least <= Level.TRACE.toInt();
    }

    @Override
    public boolean isDebugEnabled() {
        return least <= Level.DEBUG.toInt();
    }

    @Override
    public boolean isInfoEnabled() {
        return least <= Level.INFO.toInt();
    }

    @Override
    public boolean isWarnEnabled() {
        return least <= Level.WARN.toInt();
    }

    @Override
    public boolean isErrorEnabled() {
        return least <= Level.ERROR.toInt();
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            final Level level,
            final @Nullable Marker marker,
            final @Nullable String pattern,
            final Object @Nullable [] arguments,
            final @Nullable Throwable thrown) {
        loggers.write(new LogLine(
                loggers.clock().instant(),
                level,
                name,
                Thread.currentThread().getName(),
                String.valueOf(pattern),
                arguments == null ? List.of() : Arrays.asList(arguments),
                thrown));
    }
}
