package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.Code;
import io.grpc.Status;
import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.control.v1.UpsertCustomerRequest;
import io.kairoute.gateway.Refused;
import io.kairoute.gateway.SmallDisk;
import io.kairoute.gateway.history.ChunkReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Customers on a real disk that is full: one refusal, nothing half-written is served, and all goes on once there is room. */
class FullDiskTest {
    private static final int DISK_MEBIBYTES = 64;
    private static final int LEAST_ROOM_BYTES = 18 << 20;
    private static final int ROWS = 20_000;

    @TempDir
    private Path directory;

    private SmallDisk disk;
    private CustomersNode node;

    @BeforeEach
    void start() throws Exception {
        disk = SmallDisk.mount(directory.resolve("disk"), DISK_MEBIBYTES);
        node = CustomersNode.start(disk.path());
        importSilver("before");
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        disk.close();
    }

    @Test
    void shouldBeginNoImportWhereTheLogsWouldSoonHaveNoRoom() throws Exception {
        disk.leave(LEAST_ROOM_BYTES);

        final Status refused = Upload.begin(node, head("next")).end().status();

        assertEquals(Status.Code.RESOURCE_EXHAUSTED, refused.getCode());
        final String sentence = String.valueOf(refused.getDescription());
        assertTrue(
                sentence.endsWith("MiB left, which stay for the logs; make room, or import fewer customers."),
                sentence);
        assertGoesOn();
    }

    @Test
    void shouldGiveUpAFileThatTheDiskHasNoRoomFor() throws Exception {
        final Upload upload = Upload.begin(node, head("next"));
        upload.send(rows(10));
        await(() -> size(spool()) > 0, "nothing was kept");
        disk.fill();

        upload.send(rows(ROWS));

        assertRefused("No space left on device", upload.status());
        assertGoesOn();
    }

    @Test
    void shouldServeNoSetThatTheDiskHasNoRoomFor() throws Exception {
        final String rows = rows(ROWS);
        final Upload upload = Upload.begin(node, head("next"));
        upload.send(rows);
        await(() -> size(spool()) == rows.length(), "not all was kept");
        disk.fill();

        upload.end();

        assertRefused("where 0 MiB are free: make room, or remove old sets", upload.status());
        assertGoesOn();
    }

    @Test
    void shouldRefuseACorrectionAndServeTheCustomerAsBefore() throws Exception {
        correct(1, "gold");
        disk.fill();

        final Refused refused = Refused.by(() -> {
            for (int version = 2; true; version++) {
                correct(version, "gold");
            }
        });

        assertEquals(Code.UNAVAILABLE, refused.code());
        assertTrue(refused.sentence().contains("the disk is full, make room"), refused.sentence());
        assertEquals("gold", node.ask("crm:1").getTier());
        assertGoesOn();
        correct(1_000_000, "platinum");
        assertEquals("platinum", node.ask("crm:1").getTier());
    }

    @Test
    void shouldRouteOnCountTheDecisionsThatAreLostAndLogTheNext() throws Exception {
        int asked = 0;
        disk.fill();
        while (node.decisions().lost() == 0) {
            assertEquals("silver", node.ask("crm:" + asked % 10).getTier());
            asked++;
        }

        disk.makeRoom();
        final long lost = awaitWritten(asked);
        for (int i = 0; i < 100; i++) {
            assertEquals("silver", node.ask("crm:1").getTier());
            asked++;
        }
        node.decisions().endChunk(0).join();

        final ChunkReader reader = new ChunkReader();
        reader.read(node.folder().decisions(), (record, set) -> true);
        assertEquals(asked, reader.decisions() + node.decisions().lost());
        assertEquals(lost, node.decisions().lost(), "lost since there is room");
        assertEquals(0, reader.damaged());
        disk.fill();
    }

    /** Waits until so many decisions are in the log or lost; returns how many are lost. */
    private long awaitWritten(final int asked) {
        await(() -> node.decisions().written() + node.decisions().lost() >= asked, "the log never caught up");
        return node.decisions().lost();
    }

    private static void assertRefused(final String part, final Status refused) {
        assertEquals(Status.Code.UNAVAILABLE, refused.getCode(), refused::toString);
        assertTrue(String.valueOf(refused.getDescription()).contains(part), refused::toString);
    }

    /** What is served is what was, nothing half-written is left, and once there is room an import is served. */
    private void assertGoesOn() throws Exception {
        assertEquals("before", node.ask("crm:2").getSegmentSetVersion());
        assertEquals("silver", node.ask("crm:2").getTier());
        try (Stream<Path> files = Files.walk(node.folder().segments())) {
            assertEquals(
                    List.of(),
                    files.filter(file -> String.valueOf(file.getFileName()).startsWith(".tmp-"))
                            .toList());
        }
        disk.makeRoom();
        importSilver("after");
        assertEquals("after", node.ask("crm:2").getSegmentSetVersion());
    }

    private void importSilver(final String version) throws Exception {
        final var unused =
                Upload.begin(node, head(version)).send(rows(10)).end().result();
    }

    private static io.kairoute.control.v1.ImportHead.Builder head(final String version) {
        return Upload.head().setVersion(version).setActivate(true).setReason("test");
    }

    private static String rows(final int count) {
        final StringBuilder rows = new StringBuilder("id,value\n");
        for (int i = 0; i < count; i++) {
            rows.append(i).append(",5\n");
        }
        return rows.toString();
    }

    private void correct(final int version, final String tier) {
        final var unused = node.calls()
                .upsertCustomer(UpsertCustomerRequest.newBuilder()
                        .setCustomerKey("crm:1")
                        .setSourceVersion(version)
                        .setProfile(CustomerProfile.newBuilder().setTier(tier))
                        .build());
    }

    private Path spool() {
        return node.folder().temporary("import.csv");
    }

    private static long size(final Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (final IOException e) {
            return 0;
        }
    }

    private static void await(final BooleanSupplier holds, final String otherwise) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadlineNs, otherwise);
            Thread.onSpinWait();
        }
    }
}
