package io.kairoute.gateway.control.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes a control log what a version wrote that had no snapshots and no table of who holds a document. */
final class LayoutTwo {
    private LayoutTwo() {}

    static void make(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE document_holder");
            statement.execute("DROP TABLE fold_snapshot");
            statement.execute("PRAGMA user_version = 2");
        }
    }
}
