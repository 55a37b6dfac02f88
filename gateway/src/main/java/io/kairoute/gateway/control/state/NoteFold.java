package io.kairoute.gateway.control.state;

import static io.kairoute.gateway.control.state.Judging.accept;
import static io.kairoute.gateway.control.state.Judging.reject;

import com.google.protobuf.ByteString;
import io.kairoute.control.v1.NoteSaved;
import io.kairoute.gateway.control.log.ControlEntry;
import io.kairoute.gateway.control.log.Fold.Judgement;
import io.kairoute.gateway.control.log.Proposal;
import io.kairoute.gateway.control.log.Rejection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The notes of one tenant, as the log keeps them. Thread-confined: owned by whoever owns the state. */
final class NoteFold {
    private final Map<String, NoteRecord> notes = new LinkedHashMap<>();
    private int versions;
    private long bytes;

    /** The notes, by id; the one that was written last comes last. */
    Map<String, NoteRecord> notes() {
        return Collections.unmodifiableMap(notes);
    }

    Judgement saved(final Proposal proposal, final long number) {
        final NoteSaved change = proposal.command().getNoteSaved();
        final String id = change.getNote().isEmpty() ? newId(change.getKind(), number) : change.getNote();
        final NoteRecord before = notes.get(id);
        final Rejection rejection = whyNot(change, before);
        if (rejection != null) {
            return reject(rejection);
        }
        final NoteSaved.Builder completed = change.toBuilder()
                .setNote(id)
                .setBefore(before == null ? ByteString.EMPTY : before.newest().document());
        return accept(
                proposal, proposal.command().toBuilder().setNoteSaved(completed).build());
    }

    private @Nullable Rejection whyNot(final NoteSaved change, final @Nullable NoteRecord before) {
        if (before == null && change.getSeen() != 0) {
            return Rejection.UNKNOWN_NOTE;
        }
        if (before != null && change.getSeen() == 0) {
            return Rejection.NOTE_EXISTS;
        }
        if (before != null && change.getSeen() != before.versions().size()) {
            return Rejection.STALE_NOTE;
        }
        if (before != null && !change.getKind().equals(before.kind())) {
            return Rejection.NOTE_KIND;
        }
        return versions >= NoteLimits.MOST_VERSIONS || bytes + change.getTextBytes() > NoteLimits.MOST_BYTES
                ? Rejection.TOO_MANY_NOTES
                : null;
    }

    private String newId(final String kind, final long number) {
        final String id = kind.toLowerCase(Locale.ROOT) + "-" + number;
        String free = id;
        for (int again = 2; notes.containsKey(free); again++) {
            free = id + "-" + again;
        }
        return free;
    }

    void apply(final ControlEntry entry, final NoteSaved change) {
        final NoteVersion version = new NoteVersion(
                entry.number(),
                change.getTitle(),
                change.getAfter(),
                change.getTextBytes(),
                change.getLinksList(),
                entry.actor(),
                entry.atMs());
        final NoteRecord before = notes.remove(change.getNote());
        restore(
                before == null
                        ? new NoteRecord(change.getNote(), change.getKind(), List.of(version))
                        : count(before).with(version));
    }

    // What is put back is counted again.
    private NoteRecord count(final NoteRecord removed) {
        versions -= removed.versions().size();
        bytes -= removed.versions().stream().mapToLong(NoteVersion::bytes).sum();
        return removed;
    }

    /** Takes a note from a kept state. */
    void restore(final NoteRecord note) {
        notes.put(note.id(), note);
        versions += note.versions().size();
        bytes += note.versions().stream().mapToLong(NoteVersion::bytes).sum();
    }
}
