package io.kairoute.gateway.sqlite;

import io.kairoute.router.store.StoreException;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Has SQLite's library loaded, which is unpacked into the temporary folder first. A folder that is missing, full, or on a disk whose
 * files may not be run ({@code noexec}) is named in one sentence.
 */
final class NativeLibrary {
    private NativeLibrary() {}

    /** Loads it, unless that was done. */
    static void load() {
        try {
            if (!SQLiteJDBCLoader.initialize()) {
                throw new IllegalStateException("the library was not loaded");
            }
        } catch (final Exception | LinkageError e) {
            throw unusable(e);
        }
    }

    private static StoreException unusable(final Throwable cause) {
        return StoreException.unreadable(
                "SQLite's library cannot be loaded from the temporary folder "
                        + System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir"))
                        + ": make it a directory that this user can write, with room, on a disk that is not mounted noexec, or name"
                        + " another one with KAIROUTE_JAVA_OPTS=-Djava.io.tmpdir=DIR",
                cause);
    }
}
