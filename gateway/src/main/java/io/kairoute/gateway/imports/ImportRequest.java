package io.kairoute.gateway.imports;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One import, as it was asked for.
 *
 * @param file the customers file
 * @param mapping what its columns mean
 * @param rejects where bad rows are reported; made only where there are any
 * @param version the set's version, where it shall not be the mapping's
 * @param sourceTime when the data was taken, where it shall not be the mapping's
 * @param fewestCustomers a set of fewer is refused
 */
public record ImportRequest(
        Path file,
        ImportMapping mapping,
        Path rejects,
        @Nullable String version,
        @Nullable Instant sourceTime,
        long fewestCustomers) {

    /** Checks a version that is given. */
    public ImportRequest {
        if (version != null) {
            try {
                SetNaming.checkVersion(version);
            } catch (final IllegalArgumentException e) {
                throw new ImportException("the set's version cannot be that: " + e.getMessage(), e);
            }
        }
    }

    /** An import of a set of any size. */
    public ImportRequest(
            final Path file,
            final ImportMapping mapping,
            final Path rejects,
            final @Nullable String version,
            final @Nullable Instant sourceTime) {
        this(file, mapping, rejects, version, sourceTime, 0);
    }
}
