package io.kairoute.ctl.change;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import picocli.CommandLine.Option;

/** Why something is changed, where it need not be said, or not always. */
public final class Reason {
    static final String DESCRIPTION = "Why; it stands in the audit trail.";

    private static final String OF_A_DRY_RUN = "dry run";

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = DESCRIPTION)
    private String text = "";

    /** Makes a reason without words; the command line fills it. */
    public Reason() {}

    /** The reason as typed; empty where none was. */
    public String text() {
        return text;
    }

    /**
     * The reason, which only a dry run may go without.
     *
     * @throws Refusal where none was typed
     */
    public String unlessDry(final boolean isDryRun) {
        if (text.isEmpty() && !isDryRun) {
            throw new Refusal(ExitCode.USAGE, "Say why: --reason TEXT stands in the audit trail.");
        }
        return text.isEmpty() ? OF_A_DRY_RUN : text;
    }
}
