package io.kairoute.gateway.sqlite;

import io.kairoute.router.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * What is said of one kind of file when something is wrong with it. Immutable.
 *
 * @param name reads as in "cannot read the control log", before the path
 * @param title stands before the path where a sentence begins with it; may be empty
 * @param stranger what is said of a file of another kind, after its path
 */
public record SqliteWords(String name, String title, String stranger) {
    /** What went wrong, in a sentence; {@code doing} reads as in "cannot read". */
    StoreException failure(final String doing, final Path file, final SQLException cause) {
        return StoreException.unreadable(
                "cannot " + doing + " " + name + " " + file + ": " + SqliteReason.of(cause), cause);
    }

    /** The file is of another kind. */
    StoreException stranger(final Path file) {
        return StoreException.refused(file + " " + stranger + ": restore it from a backup");
    }

    /** The file was written by a newer version. */
    StoreException newer(final Path file, final int found, final int newest) {
        return StoreException.refused(title + file + " has format " + found + ", this version reads up to " + newest
                + ": use the version that wrote it, or a newer one");
    }
}
