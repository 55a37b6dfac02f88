package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.OverrideQueueRequest;
import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.control.v1.SetSwitchRequest;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ChainVerifier;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.router.decide.Router;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.StoreException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFailureTest {
    private static final Call ANN = Call.by("ann", "here", Router.ANY_TENANT);

    @TempDir
    private Path directory;

    @Test
    void shouldChangeNothingThatTheLogDoesNotTakeAndGoOnOnceItDoes() {
        final Path file = directory.resolve("control.db");
        final ChainKey key = ChainKey.open(directory.resolve("control.key"), false);
        final FailingLog log = new FailingLog(SqliteControlLog.open(file, key));
        final TenantDirectory tenants = new TenantDirectory(List.of("default"));
        try (ControlPlane plane = new ControlPlane(
                log,
                tenants,
                Map.of("default", new KeyHasher(new byte[KeyHasher.SECRET_BYTES])),
                ControlSettings.DEFAULT,
                InstantSource.system())) {
            publish(plane, 0).join();
            final Snapshot before = tenants.holder(0).acquire();

            log.refuseAll();

            for (final Supplier<CompletableFuture<?>> change : changes(plane)) {
                final CompletionException refused = assertThrows(
                        CompletionException.class, () -> change.get().join());
                assertInstanceOf(StoreException.class, refused.getCause());
                assertEquals(before, tenants.holder(0).acquire());
            }
            log.takeAgain();
            changes(plane).forEach(change -> change.get().join());
            assertEquals(2, revision(tenants));
        }
        assertEquals(List.of(), ChainVerifier.verify(file, key, Map.of()).findings());
    }

    @Test
    void shouldLeaveNoThreadWhenTheLogCannotBeRead() {
        final FailingLog broken = new FailingLog(SqliteControlLog.open(
                directory.resolve("control.db"), ChainKey.open(directory.resolve("control.key"), false)));
        broken.failToRead();
        final Set<Thread> before = Thread.getAllStackTraces().keySet();

        assertThrows(
                StoreException.class,
                () -> new ControlPlane(
                        broken,
                        new TenantDirectory(List.of("default")),
                        Map.of("default", new KeyHasher(new byte[KeyHasher.SECRET_BYTES])),
                        ControlSettings.DEFAULT,
                        InstantSource.system()));

        assertEquals(
                List.of(),
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread))
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("kairoute-"))
                        .toList());
        broken.close();
    }

    private static long revision(final TenantDirectory tenants) {
        final Snapshot snapshot = tenants.holder(0).acquire();
        return snapshot == null ? 0 : snapshot.revision();
    }

    private static List<Supplier<CompletableFuture<?>>> changes(final ControlPlane plane) {
        final var until = Timestamps.fromMillis(System.currentTimeMillis() + 60_000);
        return List.of(
                () -> ControlCalls.declare(
                        plane,
                        ANN,
                        DeclareLiveOccasionRequest.newBuilder()
                                .setLiveOccasion(LiveOccasion.newBuilder()
                                        .setOccasion("outage")
                                        .setReason("x")
                                        .setExpireTime(until))
                                .build()),
                () -> ControlCalls.override(
                        plane,
                        ANN,
                        OverrideQueueRequest.newBuilder()
                                .setQueue("general")
                                .setKind("OPEN")
                                .setReason("x")
                                .setExpireTime(until)
                                .build()),
                () -> ControlCalls.set(
                        plane,
                        ANN,
                        SetSwitchRequest.newBuilder()
                                .setSwitch("experiments")
                                .setOff(true)
                                .setReason("x")
                                .setExpireTime(until)
                                .build()),
                () -> publish(plane, 1));
    }

    private static CompletableFuture<?> publish(final ControlPlane plane, final long base) {
        return plane.publisher()
                .publish(
                        ANN,
                        PublishTableRequest.newBuilder()
                                .setDocument(ControlTables.withPriority(70))
                                .setBaseRevision(base)
                                .setAcceptWarnings(true)
                                .setReason("x")
                                .build());
    }
}
