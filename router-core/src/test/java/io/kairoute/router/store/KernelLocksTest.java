package io.kairoute.router.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.store.DirectoryState.Holding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelLocksTest {
    private static final List<String> LINES = List.of(
            "1: FLOCK  ADVISORY  WRITE 19089 fe:00:2154585 0 EOF",
            "2: POSIX  ADVISORY  READ 19089 fe:00:2154618 128 128",
            "3: POSIX  ADVISORY  WRITE 77 fe:00:12154620 0 EOF",
            "4: -> POSIX  ADVISORY  WRITE 78 fe:00:2154621 0 EOF");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldKnowALockByItsInodeAndNoneOfAnotherKind() {
        assertTrue(KernelLocks.holds(LINES, "12154620"));

        assertFalse(KernelLocks.holds(LINES, "2154585"), "another kind of lock");
        assertFalse(KernelLocks.holds(LINES, "2154618"), "held by a reader");
        assertFalse(KernelLocks.holds(LINES, "2154620"), "the end of another number");
        assertFalse(KernelLocks.holds(LINES, "2154621"), "somebody who waits for it");
    }

    @Test
    void shouldSeeADirectoryHeldForAsLongAsItIsOpenAndLetOthersOpenIt() throws IOException {
        final Path data = directory.resolve("data");
        try (DataDirectory open = DataDirectory.open(data, "test", InstantSource.system())) {
            assertEquals(Holding.HELD, KernelLocks.holding(open.path().resolve("LOCK")));
            final DirectoryState held = DirectoryState.of(open.path());
            assertEquals(Holding.HELD, held.holding());
            assertEquals(Holding.HELD, KernelLocks.holding(open.path().resolve("LOCK")), "looking lets nothing go");
            assertFalse(held.isClean());
            assertEquals(DataDirectory.FORMAT, held.format());
            assertTrue(held.owner().contains("test"), held.owner());
        }
        final DirectoryState free = DirectoryState.of(data);
        assertEquals(Holding.FREE, free.holding());
        assertEquals(Holding.FREE, KernelLocks.holding(data.resolve("LOCK")));
        assertTrue(free.isClean());

        DataDirectory.open(data, "again", InstantSource.system()).close();
    }
}
