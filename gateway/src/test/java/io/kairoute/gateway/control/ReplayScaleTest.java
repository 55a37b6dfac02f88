package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import io.kairoute.gateway.history.replay.DecisionReplay;
import io.kairoute.gateway.history.replay.DecisionReplay.Outcome;
import io.kairoute.gateway.history.replay.Simulation;
import io.kairoute.router.Limits;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.decide.Router;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.routing.v1.RouteRequest;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ReplayScaleTest {
    private static final int DECISIONS = Integer.getInteger("kairoute.decisions", 1_000_000);
    private static final long MOST_MS = 10_000;
    private static final int PAUSE_EVERY = 1_000;

    @TempDir
    private Path directory;

    @Test
    void shouldReplayAndSimulateAMillionDecisionsEachAsIfRoutedAlone() {
        record();
        final AtomicLong different = new AtomicLong();
        try (ControlLog log = SqliteControlLog.openToRead(
                directory.resolve("control.db"), ChainKey.read(directory.resolve("control.key")))) {
            final SnapshotHistory history =
                    new SnapshotHistory("default", new KeyHasher(new byte[KeyHasher.SECRET_BYTES]), log);
            final DecisionReplay replay = new DecisionReplay("default", history);
            final long replayMs = time(reader -> reader.read(directory.resolve("decisions"), (record, set) -> {
                different.addAndGet(replay.replay(record, set) == Outcome.SAME ? 0 : 1);
                return true;
            }));
            final CompiledRevision table = CheckedTable.of(
                            ControlTables.rich(90).getBytes(StandardCharsets.UTF_8), true, System.currentTimeMillis())
                    .numbered(0);
            final Simulation simulation = new Simulation("default", history, table);
            final long simulateBeganNs = System.nanoTime();
            final long simulateMs = time(reader -> reader.read(directory.resolve("decisions"), (record, set) -> {
                simulation.take(record, set);
                return true;
            }));
            System.out.printf(
                    "decisions: %,d, replayed in %,d ms of processor time, simulated in %,d ms, %,d ms on the clock%n",
                    DECISIONS,
                    replayMs,
                    simulateMs,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - simulateBeganNs));
            assertTrue(simulateMs < MOST_MS, "simulated in " + simulateMs + " ms");

            assertEquals(0, different.get());
            assertEquals(DECISIONS, simulation.report().contacts());
            assertEquals(0, simulation.report().movedQueue());
        }
    }

    private void record() {
        final TenantDirectory tenants = new TenantDirectory(List.of("default"));
        try (DecisionLog log = new DecisionLog(
                        ordinal -> directory.resolve("decisions"),
                        DecisionLogSettings.DEFAULT,
                        InstantSource.system());
                ControlPlane plane =
                        ControlNode.plane(directory, tenants, ControlSettings.DEFAULT, InstantSource.system())) {
            plane.publisher()
                    .publish(
                            Call.by("ann", "here", Router.ANY_TENANT),
                            PublishTableRequest.newBuilder()
                                    .setDocument(ControlTables.rich(70))
                                    .setBaseRevision(0)
                                    .setAcceptWarnings(true)
                                    .setReason("x")
                                    .build())
                    .join();
            final Router router = new Router(tenants, true, log.newSink());
            final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_BYTES]);
            for (int i = 0; i < DECISIONS; i++) {
                final byte[] request = RouteRequest.newBuilder()
                        .setContactId("c" + i)
                        .setCustomerKey("crm:" + i % 1_000)
                        .setIntent(i % 3 == 0 ? "no_internet" : "other")
                        .putLabels("line", "l" + i % 3)
                        .build()
                        .toByteArray();
                router.route(new UnsafeBuffer(request), 0, request.length, 0, System.currentTimeMillis(), response, 0);
                // Faster than any contact center: the log must be given time to keep up, or it would rightly lose some.
                while (i % PAUSE_EVERY == 0 && i - log.written() > PAUSE_EVERY) {
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
                }
            }
            assertEquals(0, log.lost());
        }
    }

    private static long time(final Consumer<ChunkReader> work) {
        // Processor time, since whatever else the machine does meanwhile says nothing about us.
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        final long beganNs = threads.getCurrentThreadCpuTime();
        work.accept(new ChunkReader());
        return TimeUnit.NANOSECONDS.toMillis(threads.getCurrentThreadCpuTime() - beganNs);
    }
}
