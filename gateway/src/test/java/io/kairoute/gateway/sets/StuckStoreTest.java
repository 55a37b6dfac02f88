package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.segment.IndexBudget;
import io.kairoute.router.store.StuckLock;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set whose file has a stuck lock is down, and answers again by itself when the lock is free. */
class StuckStoreTest {
    @TempDir
    private Path data = Path.of("");

    @Test
    @SuppressWarnings("try") // the lock is held, not asked
    void shouldTellOfASetThatIsDownAndFindCustomersAgainWhenItsLockIsFree() throws Exception {
        try (OneTenant tenant = OneTenant.open(data, new IndexBudget(0))) {
            final int number = tenant.write("first", 10, "gold");
            tenant.activate(number);
            final Path set = tenant.folder().segments().resolve("set-000001");
            try (StuckLock lock = StuckLock.of(set, tenant.key("crm:7"))) {
                assertNull(tenant.segments().served().find(tenant.key("crm:7")), "after a second");
                awaitNote(tenant, "segment set 1 does not answer");
            }

            awaitNote(tenant, "segment set 1 answers again");

            assertNotNull(tenant.segments().served().find(tenant.key("crm:7")));
            assertEquals(1, count(tenant, "does not answer"), tenant.notes()::toString);
        }
    }

    private static void awaitNote(final OneTenant tenant, final String clause) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (count(tenant, clause) == 0) {
            assertTrue(System.nanoTime() < deadlineNs, tenant.notes()::toString);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static long count(final OneTenant tenant, final String clause) {
        return List.copyOf(tenant.notes()).stream()
                .filter(note -> note.contains(clause))
                .count();
    }
}
