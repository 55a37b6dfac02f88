package io.kairoute.gateway.control.state;

import com.google.protobuf.ByteString;

/**
 * One published revision, as the log made it. Immutable.
 *
 * @param document SHA-256 of its document
 */
public record RevisionRecord(
        long number,
        long baseRevision,
        ByteString document,
        String publishedBy,
        long publishedMs,
        String reason,
        String draft,
        long rollbackOf,
        boolean isConfigured) {}
