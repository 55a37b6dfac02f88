package io.kairoute.gateway.imports;

import io.kairoute.router.segment.ProfileAttribute;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of an import.
 *
 * @param number the number of the new set
 * @param version its version
 * @param sourceTime when its data was taken
 * @param rows rows of the file
 * @param customers rows that became customers
 * @param rejected bad rows
 * @param replaced rows whose place a later one with the same key took
 * @param keys keys by which customers are found
 * @param sharedKeys alternate and account keys that were another customer's already, and stayed that one's
 * @param emptyRows rows that hold nothing, which are no rows of the file
 * @param composedKeys keys whose letters were joined with their accents to one form (NFC)
 * @param tiers customers of each tier, in the mapping's order; under an empty name those of none
 * @param known customers for whom each attribute is known
 * @param risks customers with each risk
 * @param bytesOnDisk what the set takes
 * @param seconds how long it took
 * @param rejects where the bad rows are reported; null when there were none
 */
public record ImportSummary(
        int number,
        String version,
        Instant sourceTime,
        long rows,
        long customers,
        long rejected,
        long replaced,
        long keys,
        long sharedKeys,
        long emptyRows,
        long composedKeys,
        Map<String, Long> tiers,
        Map<ProfileAttribute, Long> known,
        Map<String, Long> risks,
        long bytesOnDisk,
        double seconds,
        @Nullable Path rejects) {

    /** A part of the customers as a share, 0 to 1. */
    public double shareOf(final long part) {
        return customers == 0 ? 0 : (double) part / customers;
    }
}
