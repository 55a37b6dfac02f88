package io.kairoute.gateway.sqlite;

import java.util.List;

/**
 * What one kind of file looks like inside. Immutable.
 *
 * @param applicationId the number in the file's header that tells the kind
 * @param format the version of the layout that this code writes, and the newest that it reads
 * @param tables statements that make those tables that are not there: all of them, or what a newer format adds to an older one
 * @param words how the kind is spoken of
 */
public record SqliteLayout(int applicationId, int format, List<String> tables, SqliteWords words) {
    /** Copies the statements. */
    public SqliteLayout {
        tables = List.copyOf(tables);
    }
}
