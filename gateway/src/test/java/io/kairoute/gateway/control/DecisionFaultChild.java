package io.kairoute.gateway.control;

import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import io.kairoute.router.decide.Router;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.FaultStage;
import io.kairoute.router.store.FaultyDisk;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Logs decisions over a disk whose every step fails once, and says how each scene went. */
final class DecisionFaultChild {
    private final FaultStage stage;

    private DecisionFaultChild(final FaultStage stage) {
        this.stage = stage;
    }

    /** Runs under the directory named. */
    public static void main(final String[] arguments) throws Exception {
        final DecisionFaultChild child = new DecisionFaultChild(FaultStage.at(Path.of(arguments[0])));
        child.decisions();
        child.decisionsForLong("decisions, disk full", FaultyDisk.WRITES, FaultyDisk.FULL);
        child.decisionsForLong("decisions, read-only", FaultyDisk.ALL, FaultyDisk.READ_ONLY);
        child.decisionsForLong("decisions, failing fsync", FaultyDisk.FORCES, FaultyDisk.BROKEN);
        FaultStage.done();
    }

    private void decisions() throws IOException {
        long step = 0;
        for (boolean hasFailed = true; hasFailed; ) {
            step++;
            hasFailed = decisions("decisions step=" + step, step, FaultyDisk.ALL, 0) > 0;
        }
        FaultStage.end("decisions", step - 1, 0, stage.root());
    }

    private void decisionsForLong(final String name, final int kinds, final int error) throws IOException {
        final long failed = decisions(name, 0, kinds, error);
        FaultStage.check(failed > 0, name + ": nothing failed");
        FaultStage.end(name, failed, 0, stage.root());
    }

    // Decisions before, under and after the fault: each is in the log or counted as lost, and each was answered.
    private long decisions(final String name, final long step, final int kinds, final int error) throws IOException {
        final int count = 600;
        final Path directory = stage.scene();
        final long lost;
        final long failed;
        final TenantDirectory tenants = new TenantDirectory(List.of("default"));
        try (ControlPlane plane =
                ControlNode.plane(directory, tenants, ControlSettings.DEFAULT, InstantSource.system())) {
            plane.configure("default", ControlTables.withPriority(70).getBytes(StandardCharsets.UTF_8));
            final Path chunks = directory.resolve("decisions");
            final DecisionLogSettings usual = DecisionLogSettings.DEFAULT;
            final DecisionLog log = new DecisionLog(
                    ordinal -> chunks,
                    new DecisionLogSettings(usual.ringBytes(), 64 << 10, usual.retentionMs(), usual.mostBytes()),
                    InstantSource.system());
            final Router router = new Router(tenants, true, log.newSink());
            if (step > 0) {
                stage.disk().failOnce(chunks, step, FaultStage.error(step));
            }
            for (int i = 0; i < 3 * count; i++) {
                if (step == 0 && i == count) {
                    settle(log, i);
                    stage.disk().failAll(chunks, kinds, error);
                }
                if (step == 0 && i == 2 * count) {
                    settle(log, i);
                    until(() -> stage.disk().failed() > 0, name + ": nothing failed");
                    stage.disk().mend();
                }
                final RouteResponse answer = Asking.route(
                        router, RouteRequest.newBuilder().setContactId("c" + i).build());
                FaultStage.check(answer.getContactId().equals("c" + i), name + ": routing was disturbed");
            }
            log.close();
            lost = log.lost();
            failed = stage.disk().failed();
            stage.disk().mend();
            final AtomicLong next = new AtomicLong();
            final ChunkReader reader = new ChunkReader();
            reader.read(chunks, (record, set) -> {
                final String id = Asking.parsed(record.buffer(), record.responseOffset(), record.responseLength())
                        .getContactId();
                FaultStage.check(
                        Long.parseLong(id.substring(1)) >= next.get(), name + ": twice or out of order: " + id);
                next.set(Long.parseLong(id.substring(1)) + 1);
                return true;
            });
            FaultStage.check(
                    reader.decisions() + lost == 3L * count,
                    name + " at=" + stage.disk().firstFailed() + ": " + reader.decisions() + " logged, " + lost
                            + " lost");
            FaultStage.check(
                    reader.lost() == lost, name + ": the log says that " + reader.lost() + " are lost of " + lost);
            FaultStage.check(reader.damaged() == 0, name + ": damaged records");
        }
        return failed;
    }

    // Until the log's thread has dealt with so many.
    private static void settle(final DecisionLog log, final long decisions) {
        until(() -> log.written() + log.lost() >= decisions, "the log never kept up");
    }

    private static void until(final BooleanSupplier holds, final String otherwise) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!holds.getAsBoolean()) {
            FaultStage.check(System.nanoTime() < deadlineNs, otherwise);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
