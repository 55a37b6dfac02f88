package io.kairoute.gateway.sqlite;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A disk that goes away in a commit, and does not answer until it is back. Thread-confined: owned by the test. */
public final class AwayDisk {
    private boolean goesInCommit;
    private boolean keepsCommit;
    private boolean isAway;

    /** Opens a file on it. */
    public SqliteTransactions open(final Path path, final SqliteLayout layout) {
        final SqliteFile file = new SqliteFile(path, layout);
        final Connection connection = file.connectToWrite();
        return new SqliteTransactions(file, (Connection) Proxy.newProxyInstance(
                AwayDisk.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(connection, method, arguments)));
    }

    /**
     * Goes away in the next commit.
     *
     * @param keepsIt whether what was committed is there when the disk is back
     */
    public void goInCommit(final boolean keepsIt) {
        goesInCommit = true;
        keepsCommit = keepsIt;
    }

    /** Is back. */
    public void comeBack() {
        isAway = false;
    }

    private @Nullable Object call(final Connection connection, final Method method, final Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("commit") && goesInCommit) {
            goesInCommit = false;
            isAway = true;
            if (keepsCommit) {
                connection.commit();
            }
            throw new SQLException("disk I/O error");
        }
        if (isAway && method.getName().endsWith("Statement")) {
            throw new SQLException("disk I/O error");
        }
        try {
            return method.invoke(connection, arguments);
        } catch (final InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
