package io.kairoute.gateway.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.store.DataDirectory;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a node may leave behind in its process: threads, mapped files, the lock of its data directory. */
final class Left {
    private static final long LONGEST_MS = 30_000;

    /** Threads that libraries start once for a whole process. */
    private static final List<String> OF_THE_PROCESS = List.of(
            "Common-Cleaner",
            "Cleaner-",
            "CompletableFutureDelayScheduler",
            "ForkJoinPool.commonPool",
            "globalEventExecutor",
            "process reaper");

    private final Set<Thread> threads = Thread.getAllStackTraces().keySet();
    private final long mapped = mapped();

    /** Remembers what there is before a node is started. */
    Left() {}

    /** Fails where there is more; each thread has half a minute to end. */
    void assertNothing(final String after) throws InterruptedException {
        final Set<Thread> made = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threads.contains(thread) && !isOfTheProcess(thread))
                .collect(Collectors.toSet());
        for (final Thread thread : made) {
            thread.join(LONGEST_MS);
        }
        assertEquals(
                List.of(),
                made.stream().filter(Thread::isAlive).map(Thread::getName).toList(),
                after);
        assertEquals(mapped, mapped(), after);
    }

    static void assertCleanlyClosed(final Path directory, final String after) {
        try (DataDirectory again = DataDirectory.open(directory, "test", InstantSource.system())) {
            assertTrue(again.wasCleanlyClosed(), after);
        }
    }

    private static boolean isOfTheProcess(final Thread thread) {
        return OF_THE_PROCESS.stream().anyMatch(thread.getName()::startsWith);
    }

    private static long mapped() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("mapped"))
                .mapToLong(BufferPoolMXBean::getCount)
                .sum();
    }
}
