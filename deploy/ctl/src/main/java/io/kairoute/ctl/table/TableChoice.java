package io.kairoute.ctl.table;

import picocli.CommandLine.Parameters;

/** Which of a tenant's tables a command is about. */
final class TableChoice {
    /** How a table is named. */
    static final String FORMS = "current, revision:N or draft:ID.";

    @Parameters(arity = "0..1", defaultValue = "current", paramLabel = "TABLE", description = FORMS)
    private String table = "";

    /** Whether a text names a table of a node, rather than a file. */
    static boolean isName(final String text) {
        return text.equals("current") || text.startsWith("draft:") || text.startsWith("revision:");
    }

    /** Its name. */
    String table() {
        return table;
    }
}
