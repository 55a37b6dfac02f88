package io.kairoute.gateway.control.state;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One draft, as the log made it. Immutable.
 *
 * @param document SHA-256 of its document
 * @param documentBytes how long its document is; 0 where an older version saved it
 * @param version counts what happened to it, for the etag
 * @param authors everybody who wrote it since it was made
 * @param approvedBy who approved the document as it is, in the order in which they did
 * @param schedule when it is to be published; null when it is not planned
 */
public record DraftRecord(
        String id,
        String title,
        ByteString document,
        long documentBytes,
        long version,
        long baseRevision,
        String updatedBy,
        long updatedMs,
        Set<String> authors,
        List<String> approvedBy,
        @Nullable ScheduledPublish schedule) {
    private static final String ETAG = "v";

    /** Names the document and every approval: whoever saw another one must look again. */
    public String etag() {
        return ETAG + version;
    }

    /** The version that an etag names; -1 where it is no etag. */
    public static long versionOf(final String etag) {
        return etag.matches(ETAG + "[0-9]{1,18}") ? Long.parseLong(etag.substring(ETAG.length())) : -1;
    }

    /** The same draft with its publish planned so. */
    DraftRecord scheduled(final @Nullable ScheduledPublish planned) {
        return new DraftRecord(
                id,
                title,
                document,
                documentBytes,
                version,
                baseRevision,
                updatedBy,
                updatedMs,
                authors,
                approvedBy,
                planned);
    }
}
