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
        return switch (code(cause)) {
            case SQLITE_FULL -> "the disk is full, make room (" + said + ")";
            case SQLITE_READONLY -> "it can only be read, mount its disk to write (" + said + ")";
            case SQLITE_IOERR -> "the disk failed, look into the system's log (" + said + ")";
            case SQLITE_CANTOPEN ->
                "it cannot be opened or made, look at the directory's owner and mount (" + said + ")";
            case SQLITE_BUSY -> "another process writes it, let only one use it (" + said + ")";
            case SQLITE_CONSTRAINT -> "another process wrote it meanwhile, let only one use it (" + said + ")";
            default -> String.valueOf(said);
        };
    }

    /** Whether a failure, or what caused it, says that the file itself is damaged. */
    public static boolean isDamage(final Throwable failure) {
        final Throwable cause = failure instanceof SQLException ? failure : failure.getCause();
        return cause instanceof SQLException exception
                && switch (code(exception)) {
                    case SQLITE_CORRUPT, SQLITE_NOTADB -> true;
                    default -> false;
                };
    }

    private static SQLiteErrorCode code(final SQLException cause) {
        final SQLiteErrorCode code =
                cause instanceof SQLiteException exception ? exception.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        return SQLiteErrorCode.getErrorCode(code.code & PRIMARY_CODE);
    }
}
