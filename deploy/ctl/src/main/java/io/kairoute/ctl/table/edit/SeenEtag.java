package io.kairoute.ctl.table.edit;

import picocli.CommandLine.Option;

/** The etag of a draft as whoever has it published saw it. */
public final class SeenEtag {
    @Option(
            names = "--etag",
            paramLabel = "ETAG",
            defaultValue = "",
            description = "The etag of the draft that you saw. Without it you are asked.")
    private String text = "";

    /** Makes an etag that says nothing; the command line fills it. */
    public SeenEtag() {}

    /** The etag as typed; empty where none was. */
    public String text() {
        return text;
    }
}
