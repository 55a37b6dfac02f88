package io.kairoute.ctl.change;

import picocli.CommandLine.Option;

/** Why something is changed, where the audit trail always says it. */
public final class NeededReason {
    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = Reason.DESCRIPTION)
    private String text = "";

    /** Makes a reason without words; the command line fills it. */
    public NeededReason() {}

    /** The reason as typed. */
    public String text() {
        return text;
    }
}
