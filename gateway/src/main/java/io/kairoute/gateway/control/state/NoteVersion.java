package io.kairoute.gateway.control.state;

import com.google.protobuf.ByteString;
import java.util.List;

/**
 * One version of a note. Immutable.
 *
 * @param number the place of its entry in the tenant's chain
 * @param title what it is about
 * @param document SHA-256 of its text
 * @param bytes how long its text is
 * @param links what it belongs to
 * @param writtenBy who wrote it
 * @param writtenMs when, milliseconds since 1970
 */
public record NoteVersion(
        long number,
        String title,
        ByteString document,
        int bytes,
        List<String> links,
        String writtenBy,
        long writtenMs) {
    /** Copies the links. */
    public NoteVersion {
        links = List.copyOf(links);
    }
}
