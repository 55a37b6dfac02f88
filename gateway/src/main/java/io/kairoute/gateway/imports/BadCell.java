package io.kairoute.gateway.imports;

/** A row that cannot be imported, by its column and a reason that never quotes the cell. */
final class BadCell extends Exception {
    private final String column;
    private final String reason;

    BadCell(final String column, final String reason) {
        super(column + ": " + reason, null, false, false); // one of many rows: no stack trace
        this.column = column;
        this.reason = reason;
    }

    String column() {
        return column;
    }

    String reason() {
        return reason;
    }
}
