package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.log.AuditHead;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ChainVerifier;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.control.log.TakesAll;
import io.kairoute.gateway.control.state.TenantState;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import io.kairoute.router.decide.Router;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.StoreException;
import io.kairoute.routing.v1.RouteRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 1,400 random bit flips and cuts over the control log, its tables, its key and the decision log; those over segment sets
 * and secrets are in {@code SegmentSetFlipTest}. A bit that nothing reads, as in a page's free space, is counted apart: what is
 * stored must then read as it was.
 */
class StoredBytesTest {
    private static final int REVISIONS = 12;
    // The first one brings the rules along by which it is judged.
    private static final int ENTRIES = REVISIONS + 1;
    private static final int DECISIONS = 400;

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("kairoute.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** How damages were dealt with. */
    private record Count(int noticed, int meaningless) {}

    @Test
    void shouldNoticeDamageToTheControlLogAndItsTables() throws IOException {
        fill();
        final ChainKey key = ChainKey.read(directory.resolve("control.key"));
        final AuditHead head =
                ChainVerifier.verify(file(), key, Map.of()).heads().getOrDefault("default", AuditHead.NONE);
        final List<String> before = contents(key);

        final Count count = damage(
                file(),
                700,
                100,
                name -> {
                    try {
                        final boolean isFound = !ChainVerifier.verify(file(), key, Map.of("default", head))
                                .findings()
                                .isEmpty();
                        if (!isFound) {
                            SqliteControlLog.open(file(), key).close();
                        }
                        return isFound;
                    } catch (final StoreException e) {
                        return true;
                    }
                },
                name -> assertEquals(before, contents(key), name));

        System.out.println("control log and tables: " + count);
        assertTrue(count.noticed() > 300, count::toString);
    }

    @Test
    void shouldNoticeDamageToTheControlKey() throws IOException {
        fill();
        final Path key = directory.resolve("control.key");

        final Count count = damage(
                key,
                40,
                20,
                name -> {
                    try {
                        SqliteControlLog.open(file(), ChainKey.read(key)).close();
                        return false;
                    } catch (final StoreException e) {
                        return true;
                    }
                },
                name -> assertEquals(ENTRIES, contents(ChainKey.read(key)).size(), name));

        System.out.println("control key: " + count);
        assertTrue(count.noticed() > 40, count::toString);
    }

    @Test
    void shouldNoticeDamageToTheDecisionLog() throws IOException {
        fill();
        final Path chunk = ChunkReader.chunks(directory.resolve("decisions")).get(0);
        assertEquals(0, read().unfinished());

        final Count count = damage(
                chunk,
                400,
                140,
                name -> {
                    try {
                        final ChunkReader reader = read();
                        return reader.damaged() + reader.cutBytes() + reader.unfinished() > 0;
                    } catch (final StoreException e) {
                        return true;
                    }
                },
                name -> {
                    throw new AssertionError(name);
                });

        System.out.println("decision log: " + count);
        assertEquals(540, count.noticed());
    }

    // Flips bits and cuts the file, one at a time. What is not noticed must be harmless.
    private Count damage(
            final Path file,
            final int flips,
            final int cuts,
            final Predicate<String> isNoticed,
            final Consumer<String> assertHarmless)
            throws IOException {
        final byte[] whole = Files.readAllBytes(file);
        int noticed = 0;
        for (int i = 0; i < flips + cuts; i++) {
            final int at = random.nextInt(whole.length);
            final byte[] damaged = i < flips ? whole.clone() : Arrays.copyOf(whole, at);
            if (i < flips) {
                damaged[at] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);
            Files.deleteIfExists(directory.resolve("control.db-wal"));
            Files.deleteIfExists(directory.resolve("control.db-shm"));
            final String name =
                    "seed=" + seed + (i < flips ? " flipped" : " cut") + " at=" + at + " of " + file.getFileName();
            if (isNoticed.test(name)) {
                noticed++;
            } else {
                assertHarmless.accept(name);
            }
        }
        Files.write(file, whole);
        return new Count(noticed, flips + cuts - noticed);
    }

    // Everything that the control log holds, as text.
    private List<String> contents(final ChainKey key) {
        final List<String> contents = new ArrayList<>();
        try (ControlLog log = SqliteControlLog.open(file(), key)) {
            final TenantState state = new TenantState(new KeyHasher(new byte[KeyHasher.SECRET_BYTES]));
            TakesAll.of(log).forEach(entry -> {
                state.apply(entry);
                contents.add(entry.number() + " " + entry.atMs() + " " + entry.actor() + " " + entry.reason() + " "
                        + Arrays.toString(entry.command()));
            });
            state.revisions()
                    .values()
                    .forEach(revision -> log.document(revision.document().toByteArray()));
        }
        return contents;
    }

    private ChunkReader read() {
        final ChunkReader reader = new ChunkReader();
        reader.read(directory.resolve("decisions"), (record, set) -> true);
        return reader;
    }

    private void fill() {
        final TenantDirectory tenants = new TenantDirectory(List.of("default"));
        try (DecisionLog log = new DecisionLog(
                        ordinal -> directory.resolve("decisions"),
                        DecisionLogSettings.DEFAULT,
                        InstantSource.system());
                ControlPlane plane =
                        ControlNode.plane(directory, tenants, ControlSettings.DEFAULT, InstantSource.system())) {
            for (int revision = 0; revision < REVISIONS; revision++) {
                plane.publisher()
                        .publish(
                                Call.by("ann", "here", Router.ANY_TENANT),
                                PublishTableRequest.newBuilder()
                                        .setDocument(ControlTables.withPriority(revision))
                                        .setBaseRevision(revision)
                                        .setAcceptWarnings(true)
                                        .setReason("revision " + revision)
                                        .build())
                        .join();
            }
            final Router router = new Router(tenants, true, log.newSink());
            for (int i = 0; i < DECISIONS; i++) {
                Asking.route(
                        router, RouteRequest.newBuilder().setContactId("c" + i).build());
            }
        }
    }

    private Path file() {
        return directory.resolve("control.db");
    }
}
