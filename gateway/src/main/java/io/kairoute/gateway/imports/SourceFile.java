package io.kairoute.gateway.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The customers file as it was when its import began.
 *
 * @param path where it is
 * @param bytes its length
 * @param changedAt when it last changed
 */
record SourceFile(Path path, long bytes, Instant changedAt) {
    static SourceFile of(final Path path) {
        try {
            return new SourceFile(
                    path, Files.size(path), Files.getLastModifiedTime(path).toInstant());
        } catch (final NoSuchFileException e) {
            throw new ImportException(path + ": there is no such customers file", e);
        } catch (final IOException e) {
            throw new ImportException(path + ": the customers file cannot be read: " + e.getMessage(), e);
        }
    }

    /** Refuses a file that changed since: the two passes would have read two files. */
    void checkUnchanged() {
        if (!equals(of(path))) {
            throw new ImportException(path + " changed while it was read: import it again when it is complete");
        }
    }
}
