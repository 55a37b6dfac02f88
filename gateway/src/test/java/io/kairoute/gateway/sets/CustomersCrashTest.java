package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.sets.ServedCustomers.Known;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.store.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a node that imports sets and corrects customers at seeded moments, and opens what it left; how often, says
 * {@code -Dkairoute.kills=1000}.
 */
class CustomersCrashTest {
    private static final long READY_MS = 3_000;
    private static final int LATEST_KILL_MS = 700;
    private static final int KILLS = Integer.getInteger("kairoute.kills", 25);

    private final List<Long> readyMs = new ArrayList<>();

    @TempDir
    private Path directory = Path.of("");

    private Path data = Path.of("");

    @Test
    void shouldLoseNothingThatWasAcknowledgedWhenKilled() throws Exception {
        kill(KILLS, 42);

        final long[] sorted =
                readyMs.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.println(KILLS + " kills, ready again after " + sorted[sorted.length / 2] + " ms at the median, "
                + sorted[sorted.length - 1] + " ms at most");
        assertTrue(sorted[sorted.length - 1] < READY_MS, () -> "ready after " + Arrays.toString(sorted) + " ms");
    }

    private void kill(final int kills, final long seed) throws Exception {
        data = directory.resolve("data");
        // The first node of a virtual machine loads classes for seconds; what is timed is what a kill leaves to do.
        CustomersNode.start(directory.resolve("warm")).close();
        final Random random = new Random(seed);
        int version = 1;
        int corrected = 0;
        for (int kill = 0; kill < kills; kill++) {
            final String moment = "seed=" + seed + " kill=" + kill;
            final ChildJvm child =
                    ChildJvm.of(CustomersChild.class, data.toString(), String.valueOf(version), "run-" + kill);
            child.awaitLine("ready");
            child.awaitLine("corrected");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LATEST_KILL_MS)));
            child.kill();
            final List<String> said = child.readToEnd().lines().toList();
            // The line that was awaited is not told again.
            final int acknowledged = Math.max(version, newest(said, "corrected "));
            final int imported = newest(said, "imported ");

            final int found = check(moment, version, acknowledged, imported);

            corrected += acknowledged - version;
            version = found + 1;
        }
        assertTrue(corrected > kills, "corrected=" + corrected);
    }

    // The newest correction that was found; it may be the one that was killed before it could be acknowledged.
    private int check(final String moment, final int from, final int acknowledged, final int imported)
            throws IOException {
        final long beganNs = System.nanoTime();
        try (CustomersNode node = CustomersNode.start(data)) {
            readyMs.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs));
            assertNothingTemporary(node, moment);
            assertTrue(node.segments().served().number() >= imported, moment + " imported=" + imported);
            assertEquals(
                    node.segments().kept().activeNumber(),
                    node.segments().served().number(),
                    moment);
            for (int i = CustomersChild.CORRECTED; i < CustomersChild.CUSTOMERS; i += 7) {
                assertEquals(2, known(node, i).profile().ordinal(ProfileAttribute.TIER), moment);
            }
            int newest = acknowledged;
            for (int version = Math.max(from, acknowledged - CustomersChild.CORRECTED + 1);
                    version <= acknowledged;
                    version++) {
                final int tenure =
                        known(node, CustomersChild.customer(version)).profile().tenureMonths();
                final boolean isNext = tenure == acknowledged + 1;
                assertTrue(tenure == version || isNext, moment + " version=" + version + " found=" + tenure);
                newest = isNext ? tenure : newest;
            }
            final Known next = node.segments()
                    .served()
                    .find(KeyHash.of(node.segments().hasher(), "crm:" + CustomersChild.customer(acknowledged + 1)));
            return next != null && next.profile().tenureMonths() == acknowledged + 1 ? acknowledged + 1 : newest;
        }
    }

    private static Known known(final CustomersNode node, final int customer) {
        final Known known =
                node.segments().served().find(KeyHash.of(node.segments().hasher(), "crm:" + customer));
        assertNotNull(known, "customer=" + customer);
        assertTrue(known.profile().isIntact());
        return known;
    }

    private static void assertNothingTemporary(final CustomersNode node, final String moment) throws IOException {
        try (Stream<Path> files = Files.list(node.folder().segments())) {
            assertEquals(
                    List.of(),
                    files.filter(file -> Objects.requireNonNull(file.getFileName())
                                    .toString()
                                    .startsWith(".tmp-"))
                            .toList(),
                    moment);
        }
    }

    private static int newest(final List<String> said, final String what) {
        return said.stream()
                .filter(line -> line.startsWith(what))
                .mapToInt(line -> Integer.parseInt(line.substring(what.length())))
                .max()
                .orElse(0);
    }
}
