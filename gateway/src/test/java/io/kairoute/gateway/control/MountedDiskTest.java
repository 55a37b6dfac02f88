package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.Code;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.ListDraftsRequest;
import io.kairoute.gateway.Refused;
import io.kairoute.gateway.SmallDisk;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.StoreException;
import io.kairoute.routing.v1.RouteRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real small disk, full and read-only. */
class MountedDiskTest {
    @TempDir
    private Path directory;

    private SmallDisk disk;

    @BeforeEach
    void mount() throws Exception {
        disk = SmallDisk.mount(directory.resolve("disk"), 1);
    }

    @AfterEach
    void unmount() throws Exception {
        disk.close();
    }

    @Test
    void shouldRefuseChangesOnAFullDiskRouteOnAndTakeThemOnceThereIsRoom() throws IOException {
        try (ControlNode node = ControlNode.start(disk.path())) {
            node.publish(ControlTables.withPriority(1), 0);
            disk.fill();

            final StatusRuntimeException refused =
                    assertThrows(StatusRuntimeException.class, () -> publishUntilFull(node));

            assertEquals(Status.Code.UNAVAILABLE, refused.getStatus().getCode());
            assertEquals("CONTROL_LOG_FAILED", Reasons.of(refused));
            final String sentence = String.valueOf(refused.getStatus().getDescription());
            assertTrue(sentence.startsWith("Nothing was changed: cannot write the control log"), sentence);
            assertTrue(sentence.contains("the disk is full, make room"), sentence);
            final long revision = routedUnder(node);
            disk.makeRoom();
            assertEquals(
                    revision + 1,
                    node.publish(ControlTables.withPriority(2), revision)
                            .getRevision()
                            .getRevision());
            assertEquals(revision + 1, routedUnder(node));
        }
        try (ControlNode node = ControlNode.start(disk.path())) {
            assertEquals(2, node.ask(OUTAGE).getPriority());
        }
    }

    @Test
    void shouldTakeNoDraftOfAFullDiskAndTakeItOnceThereIsRoom() throws IOException {
        try (ControlNode node = ControlNode.start(disk.path())) {
            node.publish(ControlTables.withPriority(1), 0);
            disk.fill();

            final Refused refused = Refused.by(() -> draftUntilFull(node));

            assertEquals(Code.UNAVAILABLE, refused.code());
            assertEquals("CONTROL_LOG_FAILED", refused.reason());
            assertTrue(refused.sentence().contains("the disk is full, make room"), refused.sentence());
            final int kept = drafts(node);
            disk.makeRoom();
            draft(node, "after", ControlTables.withPriority(3));
            assertEquals(kept + 1, drafts(node));
        }
    }

    @Test
    void shouldRefuseALargeTableBeforeTheDiskIsFullAndTakeSmallOnesStill() throws Exception {
        try (SmallDisk large = SmallDisk.mount(directory.resolve("large"), 48);
                ControlNode node = ControlNode.start(large.path())) {
            final String document = ControlTables.withPriority(1) + "#" + "x".repeat(5 << 20);
            large.leave(6 << 20);

            final Refused refused = Refused.by(() -> draft(node, "large", document));

            assertEquals(
                    new Refused(
                            Code.RESOURCE_EXHAUSTED,
                            "NO_ROOM",
                            "The data directory has too little room for a table of this size; what is left stays for small"
                                    + " changes and logs. Make room."),
                    refused);
            draft(node, "small", ControlTables.withPriority(2));
            large.makeRoom();
            draft(node, "large", document);
            assertEquals(2, drafts(node));
        }
    }

    @Test
    void shouldSayThatItCannotStartOnAReadOnlyDisk() throws Exception {
        ControlNode.start(disk.path()).close();
        disk.makeReadOnly();

        final StoreException refused = assertThrows(
                StoreException.class,
                () -> ControlNode.plane(
                        disk.path(),
                        new TenantDirectory(List.of(TenantDirectory.DEFAULT_TENANT)),
                        ControlSettings.DEFAULT,
                        InstantSource.system()));

        assertTrue(refused.getMessage().startsWith("cannot open the control log"), refused.getMessage());
    }

    private static final RouteRequest OUTAGE =
            RouteRequest.newBuilder().setContactId("c").setIntent("no_internet").build();

    private static long routedUnder(final ControlNode node) {
        return node.ask(OUTAGE).getTableRevision();
    }

    private static void draftUntilFull(final ControlNode node) {
        for (int i = 0; true; i++) {
            draft(node, "d" + i, ControlTables.withPriority(i % 100));
        }
    }

    private static void draft(final ControlNode node, final String id, final String document) {
        final var unused = node.tables()
                .createDraft(CreateDraftRequest.newBuilder()
                        .setDraft(id)
                        .setDocument(document)
                        .build());
    }

    private static int drafts(final ControlNode node) {
        return node.tables().listDrafts(ListDraftsRequest.getDefaultInstance()).getDraftsCount();
    }

    private static void publishUntilFull(final ControlNode node) {
        while (true) {
            node.publish(ControlTables.withPriority((int) (routedUnder(node) % 100)), routedUnder(node));
        }
    }
}
