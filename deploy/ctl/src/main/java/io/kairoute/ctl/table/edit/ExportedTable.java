package io.kairoute.ctl.table.edit;

import io.kairoute.control.v1.ExportTableResponse;
import io.kairoute.control.v1.ExportTuningResponse;
import java.nio.charset.StandardCharsets;

/**
 * A table, or its tuning rules, as it leaves the node for somebody's editor.
 *
 * @param seen what it is
 * @param bare the bytes as the node gives them
 * @param marked the same, with what it is
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record ExportedTable(Seen seen, byte[] bare, byte[] marked) {
    /** A whole table. */
    public static ExportedTable of(final TableNode node, final String table) {
        final ExportTableResponse exported = node.export(table);
        final Seen seen = Seen.of(table, exported);
        return new ExportedTable(
                seen, exported.getDocumentBytes().toByteArray(), TableFile.marked(seen, exported.getDocument()));
    }

    /** The tuning rules of a table. */
    public static ExportedTable tuningOf(final TableNode node, final String table) {
        final ExportTuningResponse exported = node.exportTuning(table);
        final Seen seen = Seen.of(table, exported);
        return new ExportedTable(
                seen,
                exported.getCsvBytes().toByteArray(),
                MatrixFile.marked(seen, exported.getCsv()).getBytes(StandardCharsets.UTF_8));
    }
}
