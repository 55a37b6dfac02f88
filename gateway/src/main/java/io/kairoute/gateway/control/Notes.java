package io.kairoute.gateway.control;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.GetNoteRequest;
import io.kairoute.control.v1.GetNoteResponse;
import io.kairoute.control.v1.ListNotesRequest;
import io.kairoute.control.v1.ListNotesResponse;
import io.kairoute.control.v1.Note;
import io.kairoute.control.v1.NoteSaved;
import io.kairoute.control.v1.SaveNoteRequest;
import io.kairoute.control.v1.SaveNoteResponse;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.Write.Asked;
import io.kairoute.gateway.control.log.Sha256;
import io.kairoute.gateway.control.state.DoneRequest;
import io.kairoute.gateway.control.state.NoteLimits;
import io.kairoute.gateway.control.state.NoteRecord;
import io.kairoute.gateway.control.state.NoteVersion;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keeps and shows notes of people. Thread-confined: its methods run on the control thread. */
public final class Notes {
    private static final Set<String> KINDS = Set.of("PLAYBOOK", "POSTMORTEM", "HANDOVER", "INCIDENT");
    private static final int MOST_LINKS = 32;
    private static final int MOST_LINK_BYTES = 300;
    private static final Pattern LINK = Pattern.compile("[a-z_]+:\\S.*");
    private static final Pattern TOKEN = Pattern.compile("[0-9]{1,18}");

    private final InstantSource clock;

    Notes(final InstantSource clock) {
        this.clock = clock;
    }

    /** Asks to keep one. */
    Asked<SaveNoteResponse> save(final TenantControl tenant, final Call actor, final SaveNoteRequest request) {
        final Note note = request.getNote();
        final byte[] text = text(note.getMarkdown());
        final NoteSaved.Builder saved = NoteSaved.newBuilder()
                .setNote(Checks.text("note.note", note.getNote()))
                .setKind(kind("note.kind", note.getKind()))
                .setTitle(Checks.needed("note.title", note.getTitle()))
                .setAfter(ByteString.copyFrom(Sha256.of(text)))
                .setTextBytes(text.length)
                .addAllLinks(links(note.getLinksList()))
                .setSeen(request.getVersion());
        return Asked.change(Change.of(clock.millis(), "", Command.newBuilder().setNoteSaved(saved), text));
    }

    /** What the keeping of a note is answered: the note as it stands now. */
    SaveNoteResponse saved(final TenantControl tenant, final DoneRequest done) {
        final NoteRecord note = known(tenant, done.id());
        return SaveNoteResponse.newBuilder()
                .setNote(shown(note, note.versions().size()))
                .build();
    }

    /** Gives one with its text. */
    GetNoteResponse get(final TenantControl tenant, final Call actor, final GetNoteRequest request) {
        final NoteRecord note = known(tenant, request.getNote());
        final int newest = note.versions().size();
        if (request.getVersion() < 0 || request.getVersion() > newest) {
            throw ControlRefusal.notFound(
                    "UNKNOWN_VERSION", "This note has no such version; it has those from 1 to " + newest + ".");
        }
        final int version = request.getVersion() == 0 ? newest : (int) request.getVersion();
        final byte[] text = tenant.document(note.versions().get(version - 1).document());
        return GetNoteResponse.newBuilder()
                .setNote(shown(note, version).setMarkdown(new String(text, StandardCharsets.UTF_8)))
                .setNewestVersion(newest)
                .build();
    }

    /** Lists them. */
    ListNotesResponse list(final TenantControl tenant, final Call actor, final ListNotesRequest request) {
        final int size = Audit.pageSize(request.getPageSize());
        final long before = before(request.getPageToken());
        final long sinceMs = request.hasSince() ? Checks.time("since", true, request.getSince()) : Long.MIN_VALUE;
        final String kind = request.getKind().isEmpty() ? "" : kind("kind", request.getKind());
        final List<NoteRecord> fitting = newestFirst(tenant)
                .filter(note -> note.newest().number() < before && note.newest().writtenMs() >= sinceMs)
                .filter(note -> kind.isEmpty() || note.kind().equals(kind))
                .filter(note ->
                        request.getLink().isEmpty() || note.newest().links().contains(request.getLink()))
                .limit(size + 1L)
                .toList();
        final ListNotesResponse.Builder response = ListNotesResponse.newBuilder();
        fitting.stream()
                .limit(size)
                .forEach(note -> response.addNotes(shown(note, note.versions().size())));
        if (fitting.size() > size) {
            response.setNextPageToken(
                    Long.toString(fitting.get(size - 1).newest().number()));
        }
        return response.build();
    }

    private static Stream<NoteRecord> newestFirst(final TenantControl tenant) {
        final List<NoteRecord> notes = List.copyOf(tenant.state().notes().values());
        return Stream.iterate(notes.size() - 1, i -> i >= 0, i -> i - 1).map(notes::get);
    }

    private static NoteRecord known(final TenantControl tenant, final String id) {
        final NoteRecord note = tenant.state().notes().get(id);
        if (note == null) {
            throw ControlRefusal.notFound("UNKNOWN_NOTE", "There is no note of this id; list the notes.");
        }
        return note;
    }

    private static Note.Builder shown(final NoteRecord note, final int version) {
        final NoteVersion written = note.versions().get(version - 1);
        return Note.newBuilder()
                .setNote(note.id())
                .setKind(note.kind())
                .setTitle(written.title())
                .addAllLinks(written.links())
                .setVersion(version)
                .setWrittenBy(written.writtenBy())
                .setWriteTime(Timestamps.fromMillis(written.writtenMs()))
                .setTextBytes(written.bytes());
    }

    private static byte[] text(final String markdown) {
        if (markdown.isBlank()) {
            throw ControlRefusal.field("note.markdown", "REQUIRED", "The field note.markdown is needed.");
        }
        final byte[] text = markdown.getBytes(StandardCharsets.UTF_8);
        if (text.length > NoteLimits.MOST_TEXT_BYTES) {
            throw ControlRefusal.field(
                    "note.markdown",
                    "LIMIT_EXCEEDED",
                    "A note holds at most " + NoteLimits.MOST_TEXT_BYTES + " bytes of text.");
        }
        return text;
    }

    private static String kind(final String field, final String kind) {
        final String word = kind.toUpperCase(Locale.ROOT);
        if (!KINDS.contains(word)) {
            throw ControlRefusal.field(
                    field, "UNKNOWN_KIND", "A note is a PLAYBOOK, a POSTMORTEM, a HANDOVER or an INCIDENT.");
        }
        return word;
    }

    private static List<String> links(final List<String> links) {
        if (links.size() > MOST_LINKS) {
            throw ControlRefusal.field(
                    "note.links", "LIMIT_EXCEEDED", "The list note.links holds at most " + MOST_LINKS + " values.");
        }
        for (final String link : links) {
            if (!LINK.matcher(link).matches() || link.getBytes(StandardCharsets.UTF_8).length > MOST_LINK_BYTES) {
                throw ControlRefusal.field(
                        "note.links",
                        "BAD_LINK",
                        "A link is a word, a colon and an id, as occasion:outage; at most " + MOST_LINK_BYTES
                                + " bytes.");
            }
        }
        return links;
    }

    private static long before(final String token) {
        if (token.isEmpty()) {
            return Long.MAX_VALUE;
        }
        if (!TOKEN.matcher(token).matches()) {
            throw ControlRefusal.field(
                    "page_token", "BAD_PAGE_TOKEN", "page_token is next_page_token of the page before.");
        }
        return Long.parseLong(token);
    }
}
