package io.kairoute.ctl.outcome;

/** What a command's exit code says to the shell; {@code kairoute help exit-codes} shows them. */
public final class ExitCode {
    /** All was done. */
    public static final int DONE = 0;
    /** Something could not be done, or was found wrong; one sentence says what. */
    public static final int FAILED = 1;
    /** The command was not understood, or lacks something. */
    public static final int USAGE = 2;
    /** The node refuses, since things are no longer, or not yet, as the command takes them to be. */
    public static final int CONFLICT = 3;
    /** The node does not know the caller, or the caller may not do this. */
    public static final int NOT_ALLOWED = 4;
    /** There is no such thing. */
    public static final int NOT_FOUND = 5;
    /** No node answers there, or not in time; to try again later may help. */
    public static final int UNREACHABLE = 6;
    /** What was asked for could not be written: a full disk, a folder that is not there. */
    public static final int NOT_WRITTEN = 7;
    /** Nothing is wrong, and something is to be looked at before it is. */
    public static final int DOUBTFUL = 8;
    /** The reader of standard output went away, as {@code head} does; nothing is said, as if SIGPIPE had ended the command. */
    public static final int READER_GONE = 141;

    private ExitCode() {}
}
