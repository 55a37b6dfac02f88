package io.kairoute.node.serve;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.status.VersionText;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.Sentence;
import io.kairoute.gateway.config.FileWatch;
import io.kairoute.gateway.config.LoadedConfig;
import io.kairoute.gateway.config.LogConfig;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.observe.LineQueue;
import io.kairoute.node.logging.Loggers;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node says on standard error: lines of the log, and sentences about its start and stop, which are lines of the log, too, where a
 * program reads it.
 *
 * <p>A thread of its own writes it all. Nobody else waits where it is not read: what finds no room any more is lost, and counted.
 * {@link #close} writes what is still there. Thread-safe.
 */
final class ServeLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServeLog.class);
    private static final int MOST_LINES = 4 * 1024;

    private final LogConfig config;
    private final Screen screen;
    private final FileWatch.Mark levelsRead;
    private final LineQueue<String> lines;

    private ServeLog(final LogConfig config, final Screen screen, final FileWatch.Mark levelsRead) {
        this.config = config;
        this.screen = screen;
        this.levelsRead = levelsRead;
        this.lines = LineQueue.open("kairoute-log", MOST_LINES, screen.err()::print);
    }

    /**
     * Has the log of this process written as configured from now on.
     *
     * @throws Refusal when the file of levels has a line that is none
     */
    static ServeLog of(final LogConfig config, final Screen screen) {
        final Path file = config.levelsFile();
        // Before it is read, so that no change is missed.
        final FileWatch.Mark mark = FileWatch.Mark.of(file == null ? List.of() : List.of(file));
        try {
            Loggers.ofProcess().takeLevels(config.levelsNow());
        } catch (final IllegalArgumentException e) {
            throw new Refusal(ExitCode.USAGE, e.getMessage() + ".", e);
        }
        final ServeLog log = new ServeLog(config, screen, mark);
        Loggers.ofProcess().writeJson(config.isJson());
        Loggers.ofProcess().writeTo(log.lines::add);
        return log;
    }

    /** For as long as the node runs, takes the levels whenever their file changes, and shows what is lost among its metrics. */
    void follow(final Node node) {
        node.meters().showLostLogLines(lines);
        if (config.levelsFile() != null) {
            node.watch("log_levels", levelsRead, () -> Loggers.ofProcess().takeLevels(config.levelsNow()));
        }
    }

    /** Tells which version runs with which configuration. */
    void tell(final LoadedConfig loaded) {
        if (config.isJson()) {
            LOG.info("event=serve version={}", VersionText.ofProduct());
            loaded.effective().forEach(line -> LOG.info("{}", line));
        } else {
            print(screen.bold("Kairoute " + VersionText.ofProduct()) + ", configuration:");
            loaded.effective().forEach(line -> print("  " + screen.faint(line)));
        }
        loaded.unknownEnvironment().forEach(name -> {
            final String sentence = "The variable " + name + " names no property and is ignored.";
            if (config.isJson()) {
                LOG.warn("{}", sentence);
            } else {
                print(screen.doubtful(sentence));
            }
        });
    }

    /** Tells something about the start or the stop. */
    void note(final String note) {
        if (config.isJson()) {
            LOG.info("{}", Sentence.of(note));
        } else {
            print(Sentence.of(note));
        }
    }

    private static void print(final String line) {
        Loggers.ofProcess().print(line + System.lineSeparator());
    }

    /** Writes what is still there; whatever is said later is written by whoever says it. */
    @Override
    public void close() {
        Loggers.ofProcess().writeToStandardError();
        lines.close();
    }
}
