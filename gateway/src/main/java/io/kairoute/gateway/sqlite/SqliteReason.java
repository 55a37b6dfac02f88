package io.kairoute.gateway.sqlite;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Why SQLite could not do something, with what a person can do about it where the disk is at fault. */
public final class SqliteReason {
    private static final int PRIMARY_CODE = 0xFF;

    private SqliteReason() {}

    /** The reason, in words. */
    public static String of(final SQLException cause) {
        final String said = cause.getMessage();
        final SQLiteErrorCode code =
                cause instanceof SQLiteException exception ? exception.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        return switch (SQLiteErrorCode.getErrorCode(code.code & PRIMARY_CODE)) {
            case SQLITE_FULL -> "the disk is full, make room (" + said + ")";
            case SQLITE_READONLY -> "it can only be read, mount its disk to write (" + said + ")";
            case SQLITE_IOERR -> "the disk failed, look into the system's log (" + said + ")";
            case SQLITE_CANTOPEN ->
                "it cannot be opened or made, look at the directory's owner and mount (" + said + ")";
            default -> String.valueOf(said);
        };
    }
}
