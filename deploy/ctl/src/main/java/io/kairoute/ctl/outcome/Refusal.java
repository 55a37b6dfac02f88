package io.kairoute.ctl.outcome;

import java.nio.file.Path;

/** A command cannot do what was asked; the message is one sentence for a person: what, where, what to do. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** Makes a refusal. */
    public Refusal(final String sentence) {
        this(ExitCode.FAILED, sentence);
    }

    /** Makes a refusal that keeps what lies behind it. */
    public Refusal(final String sentence, final Throwable cause) {
        this(ExitCode.FAILED, sentence, cause);
    }

    /** Makes a refusal of a kind that the shell can tell apart. */
    public Refusal(final int exitCode, final String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /** Makes a refusal of a kind that the shell can tell apart, and keeps what lies behind it. */
    public Refusal(final int exitCode, final String sentence, final Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    /** There is no such file. */
    public static Refusal noFile(final Path file, final Throwable cause) {
        return new Refusal(ExitCode.NOT_FOUND, file + " does not exist.", cause);
    }

    /** What the shell is told, one of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }
}
