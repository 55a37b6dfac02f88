package io.kairoute.gateway.control.state;

import java.util.List;
import java.util.stream.Stream;

/**
 * A note with all its versions. Immutable.
 *
 * @param kind PLAYBOOK, POSTMORTEM, HANDOVER or INCIDENT
 * @param versions one at least, the first one first
 */
public record NoteRecord(String id, String kind, List<NoteVersion> versions) {
    /** Copies the versions. */
    public NoteRecord {
        versions = List.copyOf(versions);
    }

    /** The version that was written last. */
    public NoteVersion newest() {
        return versions.get(versions.size() - 1);
    }

    /** The same with one version more. */
    NoteRecord with(final NoteVersion version) {
        return new NoteRecord(
                id, kind, Stream.concat(versions.stream(), Stream.of(version)).toList());
    }
}
