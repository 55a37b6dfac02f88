package io.kairoute.ctl;

import io.kairoute.ctl.offline.NodePart;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.Sentence;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ParameterException;

/** Turns whatever goes wrong into one sentence and an exit code. */
public final class Failures {
    /** Set to anything, it shows where an error came from. */
    public static final String TRACE_VARIABLE = "KAIROUTE_TRACE";

    private final Screen screen;
    private final NodePart part;

    /** Failures of a command line that writes to a screen. */
    Failures(final Screen screen, final NodePart part) {
        this.screen = screen;
        this.part = part;
    }

    /** The command was not understood. */
    int misunderstood(final ParameterException e, final String... typed) {
        screen.tell(Sentence.of(onOneLine(new Misunderstanding(e, typed).sentence(), typed)));
        screen.tell("Try: " + screen.typed(e.getCommandLine().getCommandSpec().qualifiedName() + " --help"));
        return ExitCode.USAGE;
    }

    /** The command that was typed failed. */
    int failed(final Throwable e, final String... typed) {
        if (System.getenv(TRACE_VARIABLE) != null) {
            e.printStackTrace(screen.err());
        }
        screen.tell(screen.bad(Sentence.of(onOneLine(sentence(e), typed))));
        return e instanceof Refusal refusal ? refusal.exitCode() : ExitCode.FAILED;
    }

    // A name that was typed with a line break in it, as scripts do that read a list wrongly, breaks no sentence that
    // quotes it.
    private static String onOneLine(final String sentence, final String... typed) {
        String told = sentence;
        for (final String word : typed) {
            if (!word.isBlank() && word.lines().skip(1).findAny().isPresent()) {
                final String quoted = word.startsWith("-") ? word.substring(word.indexOf('=') + 1) : word;
                told = told.replace(quoted, quoted.replaceAll("\\R", " "));
            }
        }
        return told;
    }

    private String sentence(final Throwable e) {
        if (e instanceof Refusal || part.isForPeople(e)) {
            return message(e);
        }
        if (isMissingClass(e)) {
            return "A part of Kairoute is not there (" + e.getMessage() + "); install it again";
        }
        if (isMissingNative(e)) {
            return unusableTemporaryFolder();
        }
        if (e instanceof OutOfMemoryError) {
            return "The JVM has no memory left (" + e.getMessage() + "); give it more, as KAIROUTE_JAVA_OPTS=-Xmx4g";
        }
        return "Unexpected: " + e + ". Set " + TRACE_VARIABLE + "=1 to see where, and report it, please";
    }

    // A class that could not be made ready for want of native code is not there either, but nobody looked for it in
    // vain.
    private static boolean isMissingClass(final Throwable e) {
        return e instanceof NoClassDefFoundError && e.getCause() instanceof ClassNotFoundException;
    }

    // Libraries with native code unpack it into the temporary folder.
    private static boolean isMissingNative(final Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof LinkageError
                    || cause.getClass().getSimpleName().equals("NativeLibraryNotFoundException")) {
                return true;
            }
        }
        return false;
    }

    private static String unusableTemporaryFolder() {
        final Path folder = Path.of(System.getProperty("java.io.tmpdir", ""));
        final String what = Files.isDirectory(folder)
                ? (Files.isWritable(folder) ? "may not hold programs (noexec)" : "cannot be written to")
                : "is not there";
        return "Native code cannot be unpacked: the temporary folder " + folder + " " + what
                + "; name another one, as KAIROUTE_JAVA_OPTS=-Djava.io.tmpdir=/var/tmp";
    }

    private static String message(final Throwable e) {
        return String.valueOf(e.getMessage());
    }
}
