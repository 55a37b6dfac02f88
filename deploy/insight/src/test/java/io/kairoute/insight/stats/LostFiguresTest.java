package io.kairoute.insight.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.CommandWords;
import io.kairoute.ctl.outcome.ExitCode;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures that are lost: on a full disk, and on the way to a reader that is gone. */
final class LostFiguresTest {
    private static final String ARM = "{\"units\": 10, \"of\": {\"sum\": 5, \"sum_squares\": 9}}";
    private static final String TIMES = "{\"relieved\": [[30, 40], [120, 25]], \"open\": [[3600, 5]], \"never\": 20}";

    @TempDir
    private Path directory = Path.of("");

    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of("test", "{\"kind\": \"mean\", \"control\": " + ARM + ", \"treatment\": " + ARM + "}"),
                Arguments.of(
                        "srm",
                        "{\"arms\": [{\"name\": \"a\", \"units\": 10, \"weight\": 1}, {\"name\": \"b\", \"units\": 12, \"weight\": 1}]}"),
                Arguments.of(
                        "power",
                        "{\"kind\": \"share\", \"mean\": 0.62, \"lift\": 0.05, \"arms\": 2, \"power\": 0.8, \"units\": 4000}"),
                Arguments.of(
                        "adjust",
                        "{\"method\": \"holm\", \"tests\": [{\"name\": \"fcr\", \"p\": 0.006, \"estimate\": 0.041}]}"),
                Arguments.of("rmst", "{\"window\": 3600, \"control\": " + TIMES + ", \"treatment\": " + TIMES + "}"));
    }

    @Test
    void shouldBeTriedWithEveryCommand() {
        final Set<String> all = CommandWords.all()
                .filter(command -> command.startsWith("stats "))
                .map(command -> command.substring("stats ".length()))
                .collect(Collectors.toSet());

        assertEquals(all, forms().map(form -> form.get()[0]).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void shouldBeMissedByTheShell(final String command, final String form) throws IOException {
        final OutputStream gone = new OutputStream() {
            @Override
            public void write(final int one) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        try (OutputStream full = new FileOutputStream("/dev/full")) {
            final CommandRun unwritten = StatsRun.into(full, directory, command, form);
            final CommandRun unread = StatsRun.into(gone, directory, command, form);

            assertEquals(ExitCode.DONE, StatsRun.raw(directory, command, form).code());
            assertEquals(ExitCode.NOT_WRITTEN, unwritten.code(), unwritten.err());
            assertEquals(1, unwritten.err().lines().count(), unwritten.err());
            assertTrue(unwritten.err().startsWith("The answer could not be written"), unwritten.err());
            assertEquals(ExitCode.READER_GONE, unread.code(), unread.err());
            assertEquals("", unread.err());
        }
    }
}
