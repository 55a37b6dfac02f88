package io.kairoute.ctl.terminal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes, with what the reader's end can show and whom it may ask.
 *
 * <p>The launcher knows best where a person is and tells with {@code -Dkairoute.terminals=inouterr}; without the launcher the
 * JVM is asked. What is written is UTF-8 always: a locale says how a terminal draws, not what a file or a program gets.
 *
 * @param out answers
 * @param err progress and refusals
 * @param abilities what can be shown
 * @param person who answers questions, line by line; null where nobody can, as in a script
 */
public record Screen(
        PrintStream out,
        PrintStream err,
        Abilities abilities,
        @Nullable BufferedReader person) {

    private static final int DEFAULT_WIDTH = 100;
    private static final int LEAST_WIDTH = 40;

    /** A screen that a person looks at and nobody types at. */
    public Screen(
            final PrintStream out,
            final PrintStream err,
            final boolean interactive,
            final boolean coloured,
            final boolean unicode,
            final int width) {
        this(out, err, new Abilities(interactive, interactive, coloured, unicode, width), null);
    }

    /** The screen of this process. */
    public static Screen ofProcess() {
        final Map<String, String> environment = System.getenv();
        final String terminals = terminals();
        final boolean isWatched = terminals.contains("err");
        final boolean isShown = terminals.contains("out");
        return new Screen(
                Answers.toStandardOutput(),
                Answers.to(new FileOutputStream(FileDescriptor.err)),
                new Abilities(
                        isWatched,
                        isShown,
                        isWatched && isShown && wantsColours(environment),
                        isUtf8(environment),
                        Math.max(LEAST_WIDTH, Integer.getInteger("kairoute.columns", DEFAULT_WIDTH))),
                terminals.contains("in") && isWatched
                        ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                        : null);
    }

    /** A screen that is a file: no colours, nothing drawn over, nobody to ask. */
    public static Screen plain(final PrintStream out, final PrintStream err) {
        return new Screen(out, err, new Abilities(false, false, false, false, DEFAULT_WIDTH), null);
    }

    /** A screen that is a file, which remembers why it could not be written. */
    public static Screen plain(final OutputStream out, final OutputStream err) {
        return plain((PrintStream) Answers.to(out), Answers.to(err));
    }

    /** The same screen, with somebody who answers. */
    public Screen asking(final BufferedReader somebody) {
        return new Screen(out, err, abilities, somebody);
    }

    /** Writes a line of an answer for people; whatever somebody wrote into it, it stays one line, and colours nothing. */
    public void say(final String line) {
        out.println(Shown.safe(line, coloured()));
    }

    /** Writes what stands beside the answer, line by line, likewise. */
    public void tell(final String lines) {
        lines.lines().forEach(line -> err.println(Shown.safe(line, coloured())));
    }

    /** Why an answer could not be written; null where all were. */
    public @Nullable IOException fault() {
        if (out instanceof Answers answers) {
            return answers.fault();
        }
        return out.checkError() ? new IOException("the reason is not known") : null;
    }

    /** Whether an answer could not be written since whoever read it is gone, as {@code head} is after ten lines. */
    public boolean isReaderGone() {
        return out instanceof Answers answers && answers.isReaderGone();
    }

    /** Whether a person looks at the progress, so that a line may be drawn over. */
    public boolean interactive() {
        return abilities.watched();
    }

    /** Whether a person looks at the answers, so that tables keep to the width. */
    public boolean shown() {
        return abilities.shown();
    }

    /** Whether colours and bold are understood. */
    public boolean coloured() {
        return abilities.coloured();
    }

    /** Whether bars and marks may be more than ASCII. */
    public boolean unicode() {
        return abilities.unicode();
    }

    /** Columns, at least 40. */
    public int width() {
        return abilities.width();
    }

    /** The text in bold where that can be shown. */
    public String bold(final String text) {
        return styled("1", text);
    }

    /** The text stepping back where that can be shown. */
    public String faint(final String text) {
        return styled("2", text);
    }

    /** The text in the colour of things that are well. */
    public String good(final String text) {
        return styled("32", text);
    }

    /** The text in the colour of things to look at. */
    public String doubtful(final String text) {
        return styled("33", text);
    }

    /** The text in the colour of things that are wrong. */
    public String bad(final String text) {
        return styled("31", text);
    }

    /** The text in the colour of what is still right, and not by much, where that can be shown. */
    public String close(final String text) {
        return styled("33", text);
    }

    /** The text in the colour of things to type. */
    public String typed(final String text) {
        return styled("36", text);
    }

    private String styled(final String code, final String text) {
        return abilities.coloured() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    @SuppressWarnings("SystemConsoleNull") // null on the JDKs before 22; the later ones are asked
    private static String terminals() {
        final @Nullable String told = System.getProperty("kairoute.terminals");
        if (told != null) {
            return told;
        }
        final var console = System.console();
        return console != null && isTerminal(console) ? "inouterr" : "";
    }

    private static boolean isTerminal(final Console console) {
        try {
            // JDK 22 and later hand out a console even where none is; only they know the question.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (final ReflectiveOperationException e) {
            return true;
        }
    }

    // An empty NO_COLOR says nothing: https://no-color.org
    private static boolean wantsColours(final Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
    }

    // The launcher puts a locale of UTF-8 in place of others, and tells whether it did.
    private static boolean isUtf8(final Map<String, String> environment) {
        if (Boolean.getBoolean("kairoute.ascii")) {
            return false;
        }
        for (final String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            final @Nullable String value = environment.get(name);
            if (value != null && !value.isEmpty()) {
                final String lower = value.toLowerCase(Locale.ROOT);
                return lower.contains("utf-8") || lower.contains("utf8");
            }
        }
        return false;
    }
}
