package io.kairoute.router.live;

import java.util.List;

/**
 * A declared, timed, scoped instance of an occasion. An empty scope list matches every contact; a contact without the
 * signal fails a list that is not empty.
 *
 * @param id its id; unique among a tenant's live occasions
 * @param occasion the id of an occasion of the table; one that a revision does not know gives no candidate
 * @param confidenceBp basis points, 0 to 10,000
 * @param regions upper-case; each fits itself and all regions below it
 * @param products compared byte for byte
 * @param accounts typed account keys, compared byte for byte
 * @param entryPoints compared byte for byte
 * @param channels upper-case channel names
 * @param fromMs the first millisecond inside
 * @param untilMs the first millisecond outside; greater than {@code fromMs}
 */
public record LiveOccasion(
        String id,
        String occasion,
        int confidenceBp,
        List<String> regions,
        List<String> products,
        List<String> accounts,
        List<String> entryPoints,
        List<String> channels,
        long fromMs,
        long untilMs) {}
