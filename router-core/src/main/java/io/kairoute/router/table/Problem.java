package io.kairoute.router.table;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, or doubtful, in a table.
 *
 * @param severity whether it stops a publish
 * @param code a stable name such as {@code UNKNOWN_REFERENCE}
 * @param path where it is, as {@code occasions[outage].treatment.queue}
 * @param reason one sentence: what is wrong
 * @param remedy one sentence: what to do
 * @param position line and column in the document; null when the table did not come from one
 */
public record Problem(
        Severity severity,
        String code,
        String path,
        String reason,
        String remedy,
        @Nullable Position position) {

    /** Whether a problem stops a publish. */
    public enum Severity {
        /** The table is refused. */
        ERROR,
        /** The table can be published when the warning is accepted. */
        WARNING
    }

    /**
     * A place in a document.
     *
     * @param line from 1
     * @param column from 1
     */
    public record Position(int line, int column) {}

    /** One line for a person: place, severity, path, reason, remedy. */
    public String toLine(final String file) {
        final String place = position == null ? file : file + ":" + position.line() + ":" + position.column();
        return place + ": " + (severity == Severity.ERROR ? "error" : "warning") + ": " + path + ": " + reason + " "
                + remedy + " [" + code + "]";
    }
}
