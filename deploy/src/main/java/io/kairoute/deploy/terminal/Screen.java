package io.kairoute.deploy.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes, with what the reader's end can show.
 *
 * <p>The launcher knows best whether a person is looking and tells with {@code -Dkairoute.terminals=outerr}; without the
 * launcher the JVM is asked.
 *
 * @param out answers
 * @param err progress and refusals
 * @param interactive whether a person is looking, so that a line may be drawn over
 * @param coloured whether colours and bold are understood
 * @param unicode whether more than ASCII can be shown
 * @param width columns, at least 40
 */
public record Screen(
        PrintStream out, PrintStream err, boolean interactive, boolean coloured, boolean unicode, int width) {

    private static final int DEFAULT_WIDTH = 100;
    private static final int LEAST_WIDTH = 40;

    /** The screen of this process. */
    public static Screen ofProcess() {
        final Map<String, String> environment = System.getenv();
        final String terminals = terminals();
        final boolean interactive = terminals.contains("err");
        final boolean unicode = isUtf8(environment);
        return new Screen(
                stream(FileDescriptor.out, unicode),
                stream(FileDescriptor.err, unicode),
                interactive,
                interactive
                        && terminals.contains("out")
                        && !environment.containsKey("NO_COLOR")
                        && !"dumb".equals(environment.get("TERM")),
                unicode,
                Math.max(LEAST_WIDTH, Integer.getInteger("kairoute.columns", DEFAULT_WIDTH)));
    }

    /** A screen that is a file: no colours, nothing drawn over. */
    public static Screen plain(final PrintStream out, final PrintStream err) {
        return new Screen(out, err, false, false, false, DEFAULT_WIDTH);
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

    /** The text in the colour of things to type. */
    public String typed(final String text) {
        return styled("36", text);
    }

    private String styled(final String code, final String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    @SuppressWarnings("SystemConsoleNull") // null on the JDKs before 22; the later ones are asked
    private static String terminals() {
        final @Nullable String told = System.getProperty("kairoute.terminals");
        if (told != null) {
            return told;
        }
        final var console = System.console();
        return console != null && isTerminal(console) ? "outerr" : "";
    }

    private static boolean isTerminal(final Console console) {
        try {
            // JDK 22 and later hand out a console even where none is; only they know the question.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (final ReflectiveOperationException e) {
            return true;
        }
    }

    private static boolean isUtf8(final Map<String, String> environment) {
        for (final String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            final @Nullable String value = environment.get(name);
            if (value != null && !value.isEmpty()) {
                final String lower = value.toLowerCase(Locale.ROOT);
                return lower.contains("utf-8") || lower.contains("utf8");
            }
        }
        return false;
    }

    private static PrintStream stream(final FileDescriptor descriptor, final boolean unicode) {
        return new PrintStream(
                new FileOutputStream(descriptor), true, unicode ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII);
    }
}
