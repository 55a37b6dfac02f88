package io.kairoute.gateway.control;

import io.kairoute.router.table.TableReport;

/**
 * The document of a table that somebody named or sent. Immutable.
 *
 * @param isRevision whether it is published; then it is checked as it was when it was accepted
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record NamedTable(byte[] document, boolean isRevision) {

    /** Finds a table by name; on the control thread. */
    static NamedTable find(final TenantControl tenant, final String field, final String name) {
        final TableRef table = TableRef.find(tenant, field, name);
        return new NamedTable(tenant.document(table.document()), table.revision() > 0);
    }

    /** A document that was sent along. */
    static NamedTable sent(final byte[] document) {
        return new NamedTable(document, false);
    }

    /** Reads and checks it, beside the control thread. */
    TableReport report(final long nowMs) {
        return isRevision ? CheckedTable.reopened(document, nowMs) : CheckedTable.report(document, nowMs);
    }

    /** Checks and compiles it, warnings accepted, beside the control thread. */
    CheckedTable checked(final long nowMs) {
        return isRevision ? CheckedTable.ofRevision(document, nowMs) : CheckedTable.of(document, true, nowMs);
    }
}
