package io.kairoute.ctl.change;

import picocli.CommandLine.Option;

/** The name of a request, by which a node knows it again. */
public final class RequestId {
    @Option(
            names = "--request-id",
            paramLabel = "ID",
            defaultValue = "",
            description = "Names this request: sent again with the same name, it publishes once.")
    private String name = "";

    /** Makes a request without a name; the command line fills it. */
    public RequestId() {}

    /** The name as typed; empty for none. */
    public String name() {
        return name;
    }
}
