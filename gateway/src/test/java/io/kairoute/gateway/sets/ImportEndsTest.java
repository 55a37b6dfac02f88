package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import io.kairoute.control.v1.ImportHead;
import io.kairoute.control.v1.ImportSegmentSetRequest;
import io.kairoute.control.v1.ImportSegmentSetResponse;
import io.kairoute.gateway.api.AdminRefused;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.sets.Spools.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every end of an import, each of which leaves nothing but what it says. */
class ImportEndsTest {
    private static final Room PLENTY = new Room(1L << 40, 1L << 40);
    private static final String ROWS = "id,value\n1,5\n2,5\n";

    @TempDir
    private Path data = Path.of("");

    private final AtomicReference<Room> room = new AtomicReference<>(PLENTY);
    private final Spools spools = new Spools(directory -> room.get());
    private final List<ImportSegmentSetResponse> answers = new ArrayList<>();

    private OneTenant tenant;
    private TenantSegments segments;

    @BeforeEach
    void open() {
        tenant = OneTenant.open(data);
        segments = tenant.segments();
    }

    @AfterEach
    void close() {
        tenant.close();
    }

    @Test
    void shouldKeepASetThatCouldNotBeActivatedAndSayHowToActivateIt() {
        tenant.log().refuse("segment_set_activated");

        final Refusal refused = refusal(() -> imported(activating("november"), ROWS));

        assertEquals(Code.UNAVAILABLE, refused.code());
        assertEquals("NOT_ACTIVATED", refused.reason());
        assertTrue(refused.message().contains("kairoute segments activate 1,"), refused.message());
        assertEquals(0, segments.served().number());
        assertEquals(0, segments.kept().activeNumber());
        tenant.log().takeAgain();
        final Refusal again = refusal(() -> imported(activating("november"), ROWS));
        assertEquals("VERSION_EXISTS", again.reason());
        assertTrue(again.message().contains("number 1, "), again.message());
        tenant.activate(1);
        assertNotNull(segments.served().find(tenant.key("crm:1")));
        assertNothingTemporary();
    }

    @Test
    void shouldRefuseASecondImportOfATenantWhileOneRuns() {
        final ImportCall first = begin(Upload.head());

        final Refusal second = refusal(() -> begin(Upload.head()));

        assertEquals("IMPORT_RUNNING", second.reason());
        assertTrue(segments.isImporting());
        first.over();
        assertFalse(segments.isImporting());
        begin(Upload.head()).over();
    }

    @Test
    void shouldSayThatAnImportWasGivenUpAndLeaveNothingOfIt() {
        final ImportCall call = begin(Upload.head());
        call.take(chunk(ROWS));
        call.abandon();

        final Refusal refused = refusal(call::end);
        call.over();

        assertEquals("ABANDONED", refused.reason());
        assertEquals(List.of(), segments.kept().manifests());
        assertNothingTemporary();
    }

    @Test
    void shouldGiveUpAnImportThatRunsWhenTheNodeStops() {
        final ImportCall call = begin(Upload.head());
        call.take(chunk(ROWS));
        final Thread upload = new Thread(() -> {
            while (!"ABANDONED".equals(reasonOf(call::end))) {
                Thread.onSpinWait();
            }
            call.over();
        });

        segments.imports().close(0);
        upload.start();

        assertTrue(segments.imports().close(60), "it ended");
        assertNothingTemporary();
    }

    @Test
    void shouldRefuseAFileThatIsLongerThanAnyMayBe() {
        final Spools small = new Spools(directory -> PLENTY, 2L * ROWS.length());
        final ImportCall call = begin(Upload.head(), small);
        call.take(chunk(ROWS));
        call.take(chunk(ROWS));

        final Refusal refused = refusal(() -> call.take(chunk("3")));
        call.over();

        assertEquals("FILE_TOO_LONG", refused.reason());
        assertNothingTemporary();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1L << 30})
    void shouldBeginNoImportWhereTheLogsWouldSoonHaveNoRoom(final long usable) {
        room.set(new Room(usable, 1L << 40));

        final Refusal refused = refusal(() -> begin(Upload.head()));

        assertEquals("NO_ROOM", refused.reason());
        room.set(PLENTY);
        begin(Upload.head()).over();
        assertNothingTemporary();
    }

    @Test
    void shouldEndAnImportThatFillsTheDiskBeforeTheLogsHaveNoRoom() {
        final ImportCall call = begin(Upload.head());
        final ImportSegmentSetRequest mebibyte = chunk("x".repeat(1 << 20));
        room.set(new Room(1L << 30, 1L << 40));

        int taken = 0;
        Refusal refused = null;
        while (refused == null && taken < Spool.CHECKED_EVERY_BYTES >> 20) {
            try {
                call.take(mebibyte);
                taken++;
            } catch (final AdminRefused e) {
                refused = e.refusal();
            }
        }
        call.over();

        assertEquals("NO_ROOM", refused == null ? "taken" : refused.reason());
        assertEquals((Spool.CHECKED_EVERY_BYTES >> 20) - 1, taken);
        assertNothingTemporary();
    }

    @Test
    void shouldLeaveAShareOfASmallDiskToTheLogs() {
        assertEquals(95, new Room(100, 100).bytesForSpools());
        assertEquals((1L << 40) - (1L << 30), PLENTY.bytesForSpools());
    }

    @Test
    void shouldTakeSoManyFilesOfAllTenantsAtATimeAndEachPlaceBackOnce() throws IOException {
        final List<Spool> open = new ArrayList<>();
        for (int i = 0; i < Spools.MOST; i++) {
            open.add(spools.open(tenant.folder()));
        }

        final Refusal refused = refusal(() -> begin(Upload.head()));

        assertEquals("TOO_MANY_IMPORTS", refused.reason());
        open.get(0).close();
        open.get(0).close();
        final ImportCall next = begin(Upload.head());
        assertEquals(
                "TOO_MANY_IMPORTS", refusal(() -> spools.open(tenant.folder())).reason());
        next.over();
        open.forEach(Spool::close);
    }

    @Test
    void shouldLetTheNextImportBeginWhereOneCouldNotForAnError() {
        final Spools broken = new Spools(directory -> {
            throw new StackOverflowError();
        });

        assertThrows(StackOverflowError.class, () -> begin(Upload.head(), broken));

        begin(Upload.head()).over();
    }

    @Test
    void shouldLeaveOutWhoWasErasedWhileTheFileCame() {
        imported(activating("october"), ROWS);
        final ImportCall call = begin(activating("november"));
        call.take(chunk(ROWS));
        final var unused = segments.erasure().erase(OneTenant.ANN, tenant.key("crm:1"), "asked for it", () -> false);

        call.end();
        call.over();

        assertEquals(2, segments.served().number());
        assertNull(segments.served().find(tenant.key("crm:1")));
        assertNotNull(segments.served().find(tenant.key("crm:2")));
    }

    @Test
    void shouldShowAFileThatIsSentAndItsBadRowsToTheOwnerAlone() throws IOException {
        final ImportCall call = begin(Upload.head());
        call.take(chunk("id,value\n1,5\n2,much\n3,5\n"));

        final Refusal refused = refusal(call::end);

        assertEquals("FILE_REFUSED", refused.reason());
        assertEquals("rw-------", permissions(tenant.folder().temporary("import.csv")));
        assertEquals("rw-------", permissions(tenant.folder().temporary("import-rejects.csv")));
        call.over();
        imported(Upload.head(), ROWS);
        assertEquals("rwx------", permissions(tenant.folder().segments().resolve("set-000001")));
    }

    private ImportCall begin(final ImportHead.Builder head) {
        return begin(head, spools);
    }

    private ImportCall begin(final ImportHead.Builder head, final Spools node) {
        return ImportCall.begin(
                segments,
                OneTenant.ANN,
                ImportSegmentSetRequest.newBuilder().setHead(head).build(),
                node,
                this::answer);
    }

    private void answer(final Message answer) {
        answers.add((ImportSegmentSetResponse) answer);
    }

    private void imported(final ImportHead.Builder head, final String rows) {
        final ImportCall call = begin(head);
        try {
            call.take(chunk(rows));
            call.end();
        } finally {
            call.over();
        }
    }

    private static ImportHead.Builder activating(final String version) {
        return Upload.head().setVersion(version).setActivate(true).setReason("test");
    }

    private static ImportSegmentSetRequest chunk(final String text) {
        return ImportSegmentSetRequest.newBuilder()
                .setChunk(ByteString.copyFromUtf8(text))
                .build();
    }

    private static Refusal refusal(final Runnable call) {
        try {
            call.run();
        } catch (final AdminRefused e) {
            return e.refusal();
        }
        throw new AssertionError("it was not refused");
    }

    private static String reasonOf(final Runnable call) {
        return refusal(call).reason();
    }

    private static String permissions(final Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private void assertNothingTemporary() {
        try (Stream<Path> files = Files.list(tenant.folder().segments())) {
            assertEquals(
                    List.of(),
                    files.filter(file -> String.valueOf(file.getFileName()).startsWith(".tmp-"))
                            .toList());
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }
}
