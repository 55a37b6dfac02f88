package io.kairoute.router.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T10:15:30.5Z"));

    @TempDir
    private Path temp;

    @Test
    void shouldMakeANewDirectoryAndSaySo() {
        final Path path = temp.resolve("data/node-1");

        try (DataDirectory data = DataDirectory.open(path, "kairoute serve", CLOCK)) {
            assertEquals(List.of("made the data directory " + data.path()), data.notes());
            assertTrue(data.wasCleanlyClosed());
            assertTrue(Files.isDirectory(data.tenant("default").path()));
        }
        assertTrue(Files.exists(path.resolve("CLEAN")));
    }

    @Test
    void shouldFindNothingToSayAfterACleanClose() {
        DataDirectory.open(temp, "kairoute serve", CLOCK).close();

        try (DataDirectory data = DataDirectory.open(temp, "kairoute serve", CLOCK)) {
            assertEquals(List.of(), data.notes());
            assertTrue(data.wasCleanlyClosed());
            assertFalse(Files.exists(temp.resolve("CLEAN")), "the mark must be gone while the directory is open");
        }
    }

    @Test
    void shouldRefuseASecondOpeningInOneProcessNamingTheFirst() {
        try (DataDirectory data = DataDirectory.open(temp, "kairoute serve", CLOCK)) {
            final StoreException refused =
                    assertThrows(StoreException.class, () -> DataDirectory.open(temp, "kairoute import", CLOCK));

            assertEquals(
                    "the data directory " + data.path() + " is in use by pid "
                            + ProcessHandle.current().pid() + " (kairoute serve, since 2026-11-21T10:15:30Z);"
                            + " stop it first, or name another directory",
                    refused.getMessage());
        }
        DataDirectory.open(temp, "kairoute import", CLOCK).close();
    }

    @Test
    void shouldRefuseAnotherProcessNamingTheOwnerEvenAfterARefusalAtHome() throws Exception {
        try (DataDirectory data = DataDirectory.open(temp, "kairoute serve", CLOCK)) {
            assertThrows(StoreException.class, () -> DataDirectory.open(temp, "kairoute import", CLOCK));

            final String said =
                    ChildJvm.of(StoreChild.class, "open", temp.toString()).readToEnd();

            assertTrue(
                    said.contains("refused: the data directory " + data.path() + " is in use by pid "
                            + ProcessHandle.current().pid() + " (kairoute serve, since 2026-11-21T10:15:30Z)"),
                    said);
        }
    }

    @Test
    void shouldSayThatTheLastOwnerWasKilled() throws Exception {
        final ChildJvm child = ChildJvm.of(StoreChild.class, "open", temp.toString());
        child.awaitLine("opened");
        child.kill();

        try (DataDirectory data = DataDirectory.open(temp, "kairoute serve", CLOCK)) {
            assertFalse(data.wasCleanlyClosed());
            assertEquals(1, data.notes().size());
            final String note = data.notes().get(0);
            assertTrue(
                    note.startsWith("the last owner of " + data.path() + ", pid " + child.pid() + " (child, since 2")
                            && note.endsWith("did not stop cleanly"),
                    note);
        }
    }

    @Test
    void shouldRemoveWhatAKilledOwnerLeftHalfDone() throws IOException {
        DataDirectory.open(temp, "kairoute serve", CLOCK).close();
        final Path set = Files.createDirectories(temp.resolve("tenants/default/segments/.tmp-set-000004"));
        Files.writeString(set.resolve("profiles.map"), "half");
        Files.writeString(temp.resolve("tenants/default/.tmp-secret"), "00");

        try (DataDirectory data = DataDirectory.open(temp, "kairoute serve", CLOCK)) {
            assertEquals(
                    List.of(
                            "removed an unfinished file: tenants/default/.tmp-secret",
                            "removed an unfinished segment set: tenants/default/segments/.tmp-set-000004"),
                    data.notes().stream().filter(note -> note.startsWith("removed")).toList().stream()
                            .sorted()
                            .toList());
            assertFalse(Files.exists(set));
        }
    }

    @Test
    void shouldRefuseADirectoryOfOtherThings() throws IOException {
        Files.writeString(temp.resolve("thesis.txt"), "chapter one");

        final StoreException refused =
                assertThrows(StoreException.class, () -> DataDirectory.open(temp, "kairoute serve", CLOCK));

        assertEquals(
                temp.toRealPath() + " is no data directory, it holds thesis.txt and no FORMAT:"
                        + " name an empty or a new directory",
                refused.getMessage());
        assertFalse(Files.exists(temp.resolve("LOCK")), "nothing may be written into it");
    }

    @Test
    void shouldRefuseANewerFormatAndLeaveItAlone() throws IOException {
        Files.writeString(temp.resolve("FORMAT"), "kairoute data directory, format 3\n");
        Files.writeString(temp.resolve("CLEAN"), "");

        final StoreException refused =
                assertThrows(StoreException.class, () -> DataDirectory.open(temp, "kairoute serve", CLOCK));

        assertEquals(
                "the data directory " + temp.toRealPath() + " has format 3, this version reads up to 2:"
                        + " use the version that wrote it, or a newer one",
                refused.getMessage());
        assertTrue(Files.exists(temp.resolve("CLEAN")));
    }

    @Test
    void shouldRefuseAForeignFormatFile() throws IOException {
        Files.writeString(temp.resolve("FORMAT"), "MP4");

        final StoreException refused =
                assertThrows(StoreException.class, () -> DataDirectory.open(temp, "kairoute serve", CLOCK));

        assertTrue(refused.getMessage().contains("does not say what it should"), refused.getMessage());
    }

    @Test
    void shouldSayWhatStandsInTheWay() throws IOException {
        final Path file = Files.writeString(temp.resolve("data"), "a file");

        final StoreException refused =
                assertThrows(StoreException.class, () -> DataDirectory.open(file, "kairoute serve", CLOCK));

        assertEquals(
                "cannot make the data directory " + file + ": a file of that name is in the way", refused.getMessage());
    }

    @Test
    void shouldNameTenantFoldersSafely() {
        assertEquals("default", TenantFolder.nameOf("default"));
        assertEquals("x-", TenantFolder.nameOf("../../etc").substring(0, 2));
        assertEquals(34, TenantFolder.nameOf("Größe 7/8").length());
        assertEquals(34, TenantFolder.nameOf("x-y").length());
    }
}
