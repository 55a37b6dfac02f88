package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.control.v1.GetNoteRequest;
import io.kairoute.control.v1.GetNoteResponse;
import io.kairoute.control.v1.ListNotesRequest;
import io.kairoute.control.v1.ListNotesResponse;
import io.kairoute.control.v1.Note;
import io.kairoute.control.v1.SaveNoteRequest;
import io.kairoute.control.v1.SaveNoteResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotesTest {
    @TempDir
    private Path directory;

    private static SaveNoteRequest request(final String id, final long seen, final String text) {
        return SaveNoteRequest.newBuilder()
                .setVersion(seen)
                .setNote(Note.newBuilder()
                        .setNote(id)
                        .setKind("handover")
                        .setTitle("Early shift to late shift")
                        .addLinks("live:outage-12")
                        .setMarkdown(text))
                .build();
    }

    private static Note save(final SteppedPlane stepped, final SaveNoteRequest request) {
        final Notes notes = stepped.plane().notes();
        final Write<SaveNoteRequest, SaveNoteResponse> write = new Write<>(notes::save, notes::saved);
        return stepped.done(stepped.plane()
                        .work()
                        .change("default", tenant -> tenant.write(SteppedPlane.ANN, request, write)))
                .getNote();
    }

    private static String refusal(final SteppedPlane stepped, final SaveNoteRequest request) {
        final Throwable refused = assertThrows(Exception.class, () -> save(stepped, request));
        final Throwable cause = refused instanceof CompletionException ? refused.getCause() : refused;
        return assertInstanceOf(ControlRefusal.class, cause).refusal().reason();
    }

    private static GetNoteResponse get(final SteppedPlane stepped, final String id, final long version) {
        return stepped.work(tenant -> stepped.plane()
                .notes()
                .get(
                        tenant,
                        SteppedPlane.ANN,
                        GetNoteRequest.newBuilder()
                                .setNote(id)
                                .setVersion(version)
                                .build()));
    }

    private static ListNotesResponse list(final SteppedPlane stepped, final ListNotesRequest request) {
        return stepped.work(tenant -> stepped.plane().notes().list(tenant, SteppedPlane.ANN, request));
    }

    @Test
    void shouldKeepEachVersionOfANoteAlsoOverARestart() {
        try (SteppedPlane stepped = new SteppedPlane(directory)) {
            final Note first = save(stepped, request("", 0, "Two queues are held."));
            assertTrue(first.getNote().startsWith("handover-"), first.getNote());
            assertEquals("HANDOVER", first.getKind());
            assertEquals("ann", first.getWrittenBy());
            save(stepped, request(first.getNote(), 1, "One queue is held."));

            stepped.restart();

            assertEquals(
                    "Two queues are held.",
                    get(stepped, first.getNote(), 1).getNote().getMarkdown());
            final GetNoteResponse newest = get(stepped, first.getNote(), 0);
            assertEquals("One queue is held.", newest.getNote().getMarkdown());
            assertEquals(2, newest.getNewestVersion());
            final ControlRefusal none = assertThrows(ControlRefusal.class, () -> {
                try {
                    get(stepped, first.getNote(), 3);
                } catch (final CompletionException e) {
                    throw (ControlRefusal) e.getCause();
                }
            });
            assertEquals("UNKNOWN_VERSION", none.refusal().reason());
        }
    }

    @Test
    void shouldRefuseAVersionOverOneThatItsWriterDidNotSee() {
        try (SteppedPlane stepped = new SteppedPlane(directory)) {
            save(stepped, request("monday", 0, "a"));

            assertEquals("NOTE_EXISTS", refusal(stepped, request("monday", 0, "b")));
            assertEquals("STALE_NOTE", refusal(stepped, request("monday", 7, "b")));
            assertEquals("UNKNOWN_NOTE", refusal(stepped, request("tuesday", 1, "b")));
            final SaveNoteRequest.Builder other = request("monday", 1, "b").toBuilder();
            other.getNoteBuilder().setKind("PLAYBOOK");
            assertEquals("NOTE_KIND", refusal(stepped, other.build()));
        }
    }

    @Test
    void shouldRefuseWhatIsNoNote() {
        try (SteppedPlane stepped = new SteppedPlane(directory)) {
            assertEquals("REQUIRED", refusal(stepped, request("a", 0, "  ")));
            assertEquals("LIMIT_EXCEEDED", refusal(stepped, request("a", 0, "x".repeat(64 * 1024 + 1))));
            final SaveNoteRequest.Builder kind = request("a", 0, "x").toBuilder();
            kind.getNoteBuilder().setKind("DIARY");
            assertEquals("UNKNOWN_KIND", refusal(stepped, kind.build()));
            final SaveNoteRequest.Builder link = request("a", 0, "x").toBuilder();
            link.getNoteBuilder().addLinks("no link");
            assertEquals("BAD_LINK", refusal(stepped, link.build()));
        }
    }

    @Test
    void shouldListNotesTheNewestFirstPageByPageAndByLink() {
        try (SteppedPlane stepped = new SteppedPlane(directory)) {
            save(stepped, request("one", 0, "1"));
            save(stepped, request("two", 0, "2"));
            save(stepped, request("one", 1, "3"));

            final ListNotesResponse first =
                    list(stepped, ListNotesRequest.newBuilder().setPageSize(1).build());
            final ListNotesResponse second = list(
                    stepped,
                    ListNotesRequest.newBuilder()
                            .setPageSize(1)
                            .setPageToken(first.getNextPageToken())
                            .build());

            assertEquals("one", first.getNotes(0).getNote());
            assertEquals(2, first.getNotes(0).getVersion());
            assertEquals("", first.getNotes(0).getMarkdown());
            assertEquals("two", second.getNotes(0).getNote());
            assertEquals("", second.getNextPageToken());
            assertEquals(
                    2,
                    list(
                                    stepped,
                                    ListNotesRequest.newBuilder()
                                            .setLink("live:outage-12")
                                            .build())
                            .getNotesCount());
            assertEquals(
                    0,
                    list(
                                    stepped,
                                    ListNotesRequest.newBuilder()
                                            .setKind("playbook")
                                            .build())
                            .getNotesCount());
        }
    }

    @Test
    void shouldKeepANoteOnceHoweverOftenItsRequestComes() {
        try (SteppedPlane stepped = new SteppedPlane(directory)) {
            final SaveNoteRequest request =
                    request("", 0, "once").toBuilder().setRequestId("r1").build();

            final Note first = save(stepped, request);
            final Note again = save(stepped, request);

            assertEquals(first, again);
            assertEquals(1, list(stepped, ListNotesRequest.getDefaultInstance()).getNotesCount());
        }
    }
}
