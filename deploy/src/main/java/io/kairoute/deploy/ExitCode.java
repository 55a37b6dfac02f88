package io.kairoute.deploy;

/** What a command's exit code says to the shell. */
public final class ExitCode {
    /** All was done. */
    public static final int DONE = 0;
    /** Something could not be done, or was found wrong; one sentence says what. */
    public static final int FAILED = 1;
    /** The command was not understood. */
    public static final int USAGE = 2;

    private ExitCode() {}
}
