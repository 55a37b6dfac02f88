package io.kairoute.gateway.control.log;

import io.kairoute.gateway.sqlite.SqliteLayout;
import io.kairoute.gateway.sqlite.SqliteWords;
import java.util.ArrayList;
import java.util.List;

/**
 * What the control log's file looks like inside. Format 1 held entries and documents, format 2 account keys beside the chain,
 * format 3 who holds a document and a snapshot of the fold. The entries are the same in all of them.
 */
final class ControlLogLayout {
    /** The format that has the table of who holds a document. */
    static final int WITH_HOLDERS = 3;

    static final SqliteLayout LAYOUT = new SqliteLayout(
            0x4b41_4952,
            WITH_HOLDERS,
            tables(),
            DocumentTable::fill,
            new SqliteWords("the control log", "the control log ", "is no control log of kairoute"));

    private ControlLogLayout() {}

    private static List<String> tables() {
        final List<String> tables = new ArrayList<>(DocumentTable.CREATE);
        tables.add(EntryTable.CREATE);
        tables.add(ScopeKeyTable.CREATE);
        tables.add(SnapshotTable.CREATE);
        return tables;
    }
}
