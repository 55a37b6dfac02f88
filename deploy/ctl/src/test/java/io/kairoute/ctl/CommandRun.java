package io.kairoute.ctl;

import io.kairoute.ctl.access.Surroundings;
import io.kairoute.ctl.terminal.Screen;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One run of the command line inside this JVM, without the environment of whoever runs the tests.
 *
 * @param code the exit code
 * @param out what went to standard output
 * @param err what went to standard error
 */
public record CommandRun(int code, String out, String err) {
    private static final Map<String, String> NOTHING = Map.of("KAIROUTE_CONTEXTS", "/no/such/contexts.yaml");

    /** Runs it as a script would. */
    public static CommandRun of(final String... arguments) {
        return with(NOTHING, arguments);
    }

    /** Runs it as a script would that sets variables. */
    public static CommandRun with(final Map<String, String> variables, final String... arguments) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        return run(Screen.plain(out, err), variables, out, err, arguments);
    }

    /** Runs it with its answers going somewhere, as to a full disk. */
    public static CommandRun into(final OutputStream out, final String... arguments) {
        return into(out, NOTHING, arguments);
    }

    /** Runs it as a script would that sets variables, with its answers going somewhere. */
    public static CommandRun into(
            final OutputStream out, final Map<String, String> variables, final String... arguments) {
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        return run(Screen.plain(out, err), variables, new ByteArrayOutputStream(), err, arguments);
    }

    /** Runs it before somebody who looks on, and gives the exit code. */
    public static int into(final OutputStream out, final OutputStream err, final String... arguments) {
        return Kairoute.run(Screen.plain(out, err), new Surroundings(NOTHING), arguments);
    }

    /** Runs it before a person who types an answer to every question. */
    public static CommandRun answering(final String answer, final String... arguments) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final Screen screen =
                Screen.plain(out, err).asking(new BufferedReader(new StringReader((answer + "\n").repeat(9))));
        return run(screen, NOTHING, out, err, arguments);
    }

    private static CommandRun run(
            final Screen screen,
            final Map<String, String> variables,
            final ByteArrayOutputStream out,
            final ByteArrayOutputStream err,
            final String... arguments) {
        final int code = Kairoute.run(screen, new Surroundings(variables), arguments);
        return new CommandRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
