package io.kairoute.ctl.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.terminal.TextTable.Side;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextTableTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);

    @Test
    void shouldLineColumnsUpAndLeaveNoBlanksAtTheEnd() {
        new TextTable(Screen.plain(stream, stream))
                .column("queue", Side.LEFT)
                .column("contacts", Side.RIGHT)
                .column("", Side.LEFT)
                .row("outage-desk", "7", "#")
                .row("billing", "1,234", "")
                .print();

        assertEquals("""
                  queue        contacts
                  outage-desk         7  #
                  billing         1,234
                """, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldNotLetColoursMoveAColumn() {
        final Screen screen = new Screen(stream, stream, true, true, true, 80);

        new TextTable(screen)
                .column("a", Side.RIGHT)
                .column("b", Side.LEFT)
                .row(screen.bad("1"), "x")
                .row("22", "y")
                .print();

        final String plain = out.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9]+m", "");
        assertEquals("   a  b\n   1  x\n  22  y\n", plain);
    }

    @Test
    void shouldLineUpLettersOfTwoColumnsAndMarksOfNone() {
        new TextTable(Screen.plain(stream, stream))
                .column("a", Side.LEFT)
                .column("b", Side.LEFT)
                .row("断线", "x")
                .row("abcd", "y")
                .row("e\u0301", "z")
                .print();

        assertEquals("  a     b\n  断线  x\n  abcd  y\n  e\u0301     z\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldCutTheLastColumnToTheWidthOfATerminalOnly() {
        final String reason = "because ".repeat(12).strip();
        final Screen narrow = new Screen(stream, stream, true, false, true, 40);
        new TextTable(narrow)
                .column("ID", Side.LEFT)
                .column("REASON", Side.LEFT)
                .row("a", reason)
                .print();
        final String cut = out.toString(StandardCharsets.UTF_8);
        out.reset();
        new TextTable(narrow)
                .uncut(true)
                .column("ID", Side.LEFT)
                .column("REASON", Side.LEFT)
                .row("a", reason)
                .print();

        assertTrue(cut.lines().allMatch(line -> line.length() <= 40), cut);
        assertTrue(cut.contains("\u2026"), cut);
        assertTrue(out.toString(StandardCharsets.UTF_8).contains(reason));
        out.reset();
        new TextTable(Screen.plain(stream, stream))
                .column("REASON", Side.LEFT)
                .row(reason.repeat(3))
                .print();
        assertTrue(out.toString(StandardCharsets.UTF_8).contains(reason.repeat(3)));
    }

    @Test
    void shouldLetNoCellMoveTheCursorOrTurnTheLineAround() {
        new TextTable(Screen.plain(stream, stream))
                .column("a", Side.LEFT)
                .column("b", Side.LEFT)
                .row("one\ntwo\u001b[2J\u202e", "x")
                .print();

        assertEquals("  a            b\n  one two [2J  x\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldRefuseARowThatDoesNotFit() {
        final TextTable table = new TextTable(Screen.plain(stream, stream)).column("a", Side.LEFT);

        assertThrows(IllegalArgumentException.class, () -> table.row("1", "2"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.0001, 1", "0.5, 5", "1, 10", "7, 10"})
    void shouldDrawABarOfTheSharesLengthAndShowWhateverIsNotNothing(final double share, final int columns) {
        assertEquals(
                columns,
                new Bar(Screen.plain(stream, stream)).of(share, 10).length(),
                new Bar(Screen.plain(stream, stream)).of(share, 10));
    }

    @Test
    void shouldDrawEighthsWhereTheScreenCan() {
        final Bar bar = new Bar(new Screen(stream, stream, true, true, true, 80));

        assertEquals("\u2588\u2588\u258C", bar.of(0.25, 10));
        assertEquals('\u2588', bar.level(1));
        assertEquals(' ', bar.level(0));
        assertEquals('\u2581', bar.level(0.01));
    }

    @Test
    void shouldLeaveOneLineOfFinishedWorkAndNoneOfWorkCutShort() {
        final Screen screen = Screen.plain(stream, stream);
        try (Progress cut = new Progress(screen, "Cutting", 10, Progress.Unit.of("rows"))) {
            cut.to(3);
        }
        try (Progress finished = new Progress(screen, "Finishing", 10, Progress.Unit.of("rows"))) {
            finished.complete(10);
        }

        final String said = out.toString(StandardCharsets.UTF_8);
        assertTrue(said.matches("ok Finishing: 10 rows in [0-9.]+ s\n"), said);
    }
}
