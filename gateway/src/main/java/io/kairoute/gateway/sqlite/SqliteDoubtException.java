package io.kairoute.gateway.sqlite;

import java.sql.SQLException;

/** A commit failed, and nobody can tell whether it came through: the disk does not answer. */
public final class SqliteDoubtException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SqliteDoubtException(final String sentence, final SQLException cause) {
        super(sentence, cause);
    }
}
