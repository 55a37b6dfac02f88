package io.kairoute.ctl.offline;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An import that is wanted. Immutable.
 *
 * @param dataDir the data directory
 * @param tenant whose customers; empty for the default tenant
 * @param csv the customers
 * @param mapping what the columns mean
 * @param rejects where bad rows are listed
 * @param wishes what is wished of the set
 */
public record CustomersImport(Path dataDir, String tenant, Path csv, Path mapping, Path rejects, Wishes wishes) {
    /**
     * What is wished of a set.
     *
     * @param version its version, rather than the mapping's; null for that
     * @param sourceTime when its data was taken, rather than what the mapping says; null for that
     * @param fewest a set of fewer customers is refused
     */
    public record Wishes(@Nullable String version, @Nullable Instant sourceTime, long fewest) {}
}
