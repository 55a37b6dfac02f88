package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kairoute.router.Needs;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.StoreException;
import io.kairoute.routing.v1.RouteRequest;
import java.io.IOException;
import java.nio.file.Files;
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

    private Path disk;

    @BeforeEach
    void mountDisk() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        final boolean isMounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
        Needs.present("mount", isMounted ? null : "this process may not mount a disk");
    }

    @AfterEach
    void unmountDisk() throws Exception {
        run("umount", disk.toString());
    }

    @Test
    void shouldRefuseChangesOnAFullDiskRouteOnAndTakeThemOnceThereIsRoom() throws IOException {
        try (ControlNode node = ControlNode.start(disk)) {
            node.publish(ControlTables.withPriority(1), 0);
            final Path filler = disk.resolve("filler");
            fill(filler);

            final StatusRuntimeException refused =
                    assertThrows(StatusRuntimeException.class, () -> publishUntilFull(node));

            assertEquals(Status.Code.UNAVAILABLE, refused.getStatus().getCode());
            assertEquals("CONTROL_LOG_FAILED", Reasons.of(refused));
            final String sentence = String.valueOf(refused.getStatus().getDescription());
            assertTrue(sentence.startsWith("Nothing was changed: cannot write the control log"), sentence);
            assertTrue(sentence.contains("the disk is full, make room"), sentence);
            final long revision = routedUnder(node);
            Files.delete(filler);
            assertEquals(
                    revision + 1,
                    node.publish(ControlTables.withPriority(2), revision)
                            .getRevision()
                            .getRevision());
            assertEquals(revision + 1, routedUnder(node));
        }
        try (ControlNode node = ControlNode.start(disk)) {
            assertEquals(2, node.ask(OUTAGE).getPriority());
        }
    }

    @Test
    void shouldSayThatItCannotStartOnAReadOnlyDisk() throws Exception {
        ControlNode.start(disk).close();
        assertTrue(run("mount", "-o", "remount,ro", disk.toString()), "remount");

        final StoreException refused = assertThrows(
                StoreException.class,
                () -> ControlNode.plane(
                        disk,
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

    private static void publishUntilFull(final ControlNode node) {
        while (true) {
            node.publish(ControlTables.withPriority((int) (routedUnder(node) % 100)), routedUnder(node));
        }
    }

    private static void fill(final Path filler) throws IOException {
        try (var out = Files.newOutputStream(filler)) {
            final byte[] block = new byte[4_096];
            while (true) {
                out.write(block);
            }
        } catch (final IOException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("No space left"), e.getMessage());
        }
    }

    private static boolean run(final String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
