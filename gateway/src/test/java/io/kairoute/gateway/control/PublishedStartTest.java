package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.PublishedLog;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start of a control plane whose tenant has published many times. */
class PublishedStartTest {
    private static final byte[] TABLE = ControlTables.withPriority(70).getBytes(StandardCharsets.UTF_8);
    private static final int AFTER_SNAPSHOT = 7;

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(ints = {100, 5_000})
    void shouldReadAsManyEntriesAtTheStartHoweverManyPublishesThereWere(final int publishes) throws IOException {
        final Path at = published(publishes);

        try (SqliteControlLog log = open(at)) {
            assertEquals(AFTER_SNAPSHOT, PublishedLog.readAtStart(log));
        }
        assertEquals(publishes, newestAtStart(at));
    }

    @Test
    @Tag("slow")
    void shouldStartWithAHundredThousandPublishesWithinASecondOfAHundred() throws IOException {
        final Path few = published(100);
        final Path many = published(100_000);
        // What is loaded and compiled with the first start is nobody's.
        final Took first = timed(few);

        final Took shorter = timed(few);
        final Took longer = timed(many);

        System.out.println("start with 100 publishes: " + first + " the first time, then " + shorter
                + "; with 100,000: " + longer);
        assertTrue(longer.workedMs() < shorter.workedMs() + 1_000, shorter + " and " + longer);
    }

    /** A data directory whose log goes a little beyond the snapshot that a node has kept of it. */
    private Path published(final int publishes) throws IOException {
        final Path at = directory.resolve("after-" + publishes);
        Files.createDirectory(at);
        final ChainKey key = ChainKey.open(at.resolve("control.key"), false);
        PublishedLog.fill(at.resolve("control.db"), key, TABLE, publishes - AFTER_SNAPSHOT);
        start(at).close();
        PublishedLog.fill(at.resolve("control.db"), key, TABLE, publishes);
        return at;
    }

    /** How long a start took, and how long its thread worked: the rest is what else the machine does. */
    private record Took(long tookMs, long workedMs) {
        @Override
        public String toString() {
            return tookMs + " ms (" + workedMs + " of its processor)";
        }
    }

    private static Took timed(final Path at) {
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        final long beganNs = System.nanoTime();
        final long workedNs = threads.getCurrentThreadCpuTime();
        final ControlPlane plane = start(at);
        final Took took = new Took(
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs),
                TimeUnit.NANOSECONDS.toMillis(threads.getCurrentThreadCpuTime() - workedNs));
        plane.close();
        return took;
    }

    private static long newestAtStart(final Path at) {
        final TenantDirectory tenants = new TenantDirectory(List.of("default"));
        try (ControlPlane plane = start(at, tenants)) {
            assertTrue(plane.hasTable("default"));
            return Objects.requireNonNull(tenants.holder(0).acquire()).revision();
        }
    }

    private static ControlPlane start(final Path at) {
        return start(at, new TenantDirectory(List.of("default")));
    }

    private static ControlPlane start(final Path at, final TenantDirectory tenants) {
        return new ControlPlane(
                open(at),
                tenants,
                Map.of("default", new KeyHasher(new byte[KeyHasher.SECRET_BYTES])),
                ControlSettings.DEFAULT,
                InstantSource.system());
    }

    private static SqliteControlLog open(final Path at) {
        return SqliteControlLog.open(at.resolve("control.db"), ChainKey.read(at.resolve("control.key")));
    }
}
