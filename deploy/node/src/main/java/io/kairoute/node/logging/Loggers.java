package io.kairoute.node.logging;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/** Loggers by name, what their lines look like and where they go. Thread-safe. */
public final class Loggers implements ILoggerFactory {
    /** This system property is the level of all loggers at first: for processes that are measured. */
    public static final String LEVEL = "kairoute.log.level";

    private static final Loggers OF_PROCESS =
            new Loggers(InstantSource.system(), Loggers::printToStandardError, atFirst());

    private final InstantSource clock;
    private final Map<String, LineLogger> all = new HashMap<>();
    private volatile Consumer<String> out;
    private volatile LineForm form = new TextLines(ZoneId.systemDefault());
    private LogLevels levels;

    Loggers(final InstantSource clock, final Consumer<String> out, final Map<String, String> byLogger) {
        this.clock = clock;
        this.out = out;
        levels = new LogLevels(byLogger);
    }

    /** Those of this process, which write to standard error until they are told otherwise. */
    public static Loggers ofProcess() {
        return OF_PROCESS;
    }

    @Override
    public synchronized Logger getLogger(final String name) {
        return all.computeIfAbsent(name, added -> new LineLogger(added, this, levels.leastOf(added)));
    }

    /** From now on each line is a JSON object, or text. */
    public void writeJson(final boolean isJson) {
        form = isJson ? new JsonLines() : new TextLines(ZoneId.systemDefault());
    }

    /** From now on lines go there. Whoever logs waits for it. */
    public void writeTo(final Consumer<String> taker) {
        out = taker;
    }

    /** From now on lines go to standard error. */
    public void writeToStandardError() {
        out = Loggers::printToStandardError;
    }

    /** Takes levels by the names of loggers, beside the usual ones; all of those that were taken before are gone. */
    public synchronized void takeLevels(final Map<String, String> byLogger) {
        levels = new LogLevels(byLogger);
        all.values().forEach(logger -> logger.least(levels.leastOf(logger.getName())));
    }

    /** Writes a text as it is, between the lines. */
    public void print(final String text) {
        out.accept(text);
    }

    void write(final LogLine line) {
        out.accept(form.text(line));
    }

    InstantSource clock() {
        return clock;
    }

    // One call for each line, so that no other comes in between.
    private static void printToStandardError(final String line) {
        System.err.print(line);
    }

    private static Map<String, String> atFirst() {
        final String level = System.getProperty(LEVEL);
        return level == null ? Map.of() : Map.of(LogLevels.ROOT, level, LogLevels.OURS, level);
    }
}
