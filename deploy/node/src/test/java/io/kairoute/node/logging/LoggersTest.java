package io.kairoute.node.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggersTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-30T12:34:56.789Z"));

    private final List<String> lines = new ArrayList<>();
    private final Loggers loggers = new Loggers(CLOCK, lines::add, Map.of());

    @Test
    void shouldBeWhatThisProcessLogsBy() {
        assertSame(Loggers.ofProcess().getLogger("io.kairoute.x"), LoggerFactory.getLogger("io.kairoute.x"));
    }

    @Test
    void shouldWriteOurInformationAndWarningsOfLibraries() {
        say("io.kairoute.gateway.Node");
        say("io.netty.Channel");
        say("io.kairouted");
        say("io.netty.handler.codec.http2.DefaultHttp2Connection");

        assertEquals(
                List.of(
                        "ERROR Node",
                        "WARN Node",
                        "INFO Node",
                        "ERROR Channel",
                        "WARN Channel",
                        "ERROR kairouted",
                        "WARN kairouted"),
                heads());
    }

    @Test
    void shouldWriteByNewLevelsFromOneLineToTheNext() {
        final Logger made = loggers.getLogger("io.kairoute.gateway.identity.Callers");
        made.debug("before");

        loggers.takeLevels(Map.of("io.kairoute.gateway.identity", "debug", "io.kairoute", "off"));
        made.debug("meanwhile");
        loggers.getLogger("io.kairoute.gateway.node.Node").error("meanwhile");
        loggers.getLogger("io.kairoute.gateway.identity.Later").debug("meanwhile");
        loggers.takeLevels(Map.of());
        made.debug("after");
        made.info("after");

        assertEquals(List.of("DEBUG Callers", "DEBUG Later", "INFO Callers"), heads());
    }

    @Test
    void shouldSayOfEachLevelWhetherItIsWritten() {
        final Logger logger = loggers.getLogger("io.kairoute.Some");

        loggers.takeLevels(Map.of("io.kairoute", "warn"));

        assertTrue(logger.isErrorEnabled() && logger.isWarnEnabled());
        assertFalse(logger.isInfoEnabled() || logger.isDebugEnabled() || logger.isTraceEnabled());
    }

    @Test
    void shouldWriteAThrowableBelowItsLineOrIntoIt() {
        final Logger logger = loggers.getLogger("io.kairoute.Some");

        logger.error("event=close_failed part=\"{}\"", "the log", new IllegalStateException("no"));
        loggers.writeJson(true);
        logger.error("event=close_failed part=\"{}\"", "the log", new IllegalStateException("no"));

        assertTrue(
                lines.get(0)
                        .contains(" ERROR Some - event=close_failed part=\"the log\"" + System.lineSeparator()
                                + "java.lang.IllegalStateException: no" + System.lineSeparator() + "\tat "),
                lines.get(0));
        assertTrue(
                lines.get(1)
                        .contains(
                                "\"error\":{\"type\":\"java.lang.IllegalStateException\",\"message\":\"no\",\"stack\":\"java"),
                lines.get(1));
        assertEquals(lines.get(1).length() - 1, lines.get(1).indexOf('\n'));
    }

    @Test
    void shouldLetNoMessageWriteALineOfItsOwnOrMoveTheCursor() {
        loggers.getLogger("io.kairoute.Some").warn("event=x cause=\"{}\"", "a\nb\u001b[2J\u2028c");

        assertTrue(
                lines.get(0).endsWith(" - event=x cause=\"a\\u000ab\\u001b[2J\\u2028c\"" + System.lineSeparator()),
                lines.get(0));
    }

    @Test
    void shouldTakeLevelsOfLoggersThatNobodyMade() {
        loggers.takeLevels(Map.of("there.is.None", "error", "there", "info"));

        say("there.is.None.Inside");
        say("there.Other");

        assertEquals(List.of("ERROR Inside", "ERROR Other", "WARN Other", "INFO Other"), heads());
    }

    @Test
    void shouldWriteWhatIsSaidWithoutWords() {
        final Logger logger = loggers.getLogger("io.kairoute.Some");

        logger.info(null);
        logger.info("{} {} {}", new Object[] {"a", null});

        assertTrue(lines.get(0).endsWith(" - null" + System.lineSeparator()), lines.get(0));
        assertTrue(lines.get(1).endsWith(" - a null {}" + System.lineSeparator()), lines.get(1));
    }

    @Test
    void shouldHandLinesToWhoeverTakesThem() {
        final List<String> taken = new ArrayList<>();
        loggers.writeTo(taken::add);

        say("io.kairoute.Some");

        assertEquals(List.of(), lines);
        assertEquals(3, taken.size());
    }

    private void say(final String name) {
        final Logger logger = loggers.getLogger(name);
        logger.error("x");
        logger.warn("x");
        logger.info("x");
        logger.debug("x");
        logger.trace("x");
    }

    /** Level and short name of each line. */
    private List<String> heads() {
        return lines.stream()
                .map(line -> line.substring(line.indexOf(' ') + 1, line.indexOf(" - ")))
                .toList();
    }
}
