package io.kairoute.ctl.terminal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class ConfirmationTest {
    private final Screen script = Screen.plain(new ByteArrayOutputStream(), new ByteArrayOutputStream());

    @Command(name = "x")
    private static final class Holder {
        @Mixin
        private final Confirmation confirmation = new Confirmation();
    }

    @Test
    void shouldRefuseInAScriptAndNameTheOption() {
        final Refusal refusal = assertThrows(Refusal.class, () -> confirmation().ask(script, "Erase crm:7 for good?"));

        assertEquals(ExitCode.USAGE, refusal.exitCode());
        assertTrue(String.valueOf(refusal.getMessage()).contains("--yes"), refusal.getMessage());
    }

    @Test
    void shouldNotAskWhereItWasGiven() {
        assertDoesNotThrow(() -> confirmation("--yes").ask(script, "Erase?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "Y", " yes "})
    void shouldGoOnWhenAPersonSaysYes(final String answer) {
        assertDoesNotThrow(() -> confirmation().ask(answering(answer), "Erase?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n", "yep", "Erase"})
    void shouldDoNothingWhenAPersonSaysAnythingElse(final String answer) {
        final Refusal refusal = assertThrows(Refusal.class, () -> confirmation().ask(answering(answer), "Erase?"));

        assertEquals("Nothing was done.", String.valueOf(refusal.getMessage()));
    }

    @Test
    void shouldAskOnlyWhereAPersonIsWhenAScriptSaysEnough() {
        assertDoesNotThrow(() -> confirmation().askPerson(script, "Replace that?"));
        assertThrows(Refusal.class, () -> confirmation().askPerson(answering("n"), "Replace that?"));
    }

    private Screen answering(final String answer) {
        return script.asking(new BufferedReader(new StringReader(answer)));
    }

    private static Confirmation confirmation(final String... arguments) {
        final Holder holder = new Holder();
        new CommandLine(holder).parseArgs(arguments);
        return holder.confirmation;
    }
}
