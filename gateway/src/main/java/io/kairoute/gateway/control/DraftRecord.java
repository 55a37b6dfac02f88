package io.kairoute.gateway.control;

import com.google.protobuf.ByteString;
import java.util.Set;

/**
 * One draft, as the log made it. Immutable.
 *
 * @param document SHA-256 of its document
 * @param version counts what happened to it, for the etag
 * @param authors everybody who wrote it since it was made
 * @param approvedBy who approved the document as it is
 * @param schedule when it is to be published; null when it is not planned
 */
record DraftRecord(
        String id,
        String title,
        ByteString document,
        long version,
        long baseRevision,
        String updatedBy,
        long updatedMs,
        Set<String> authors,
        Set<String> approvedBy,
        @org.jspecify.annotations.Nullable ScheduledPublish schedule) {
    /** Names the document and every approval: whoever saw another one must look again. */
    String etag() {
        return "v" + version;
    }

    DraftRecord scheduled(final @org.jspecify.annotations.Nullable ScheduledPublish planned) {
        return new DraftRecord(
                id, title, document, version, baseRevision, updatedBy, updatedMs, authors, approvedBy, planned);
    }
}
