package io.kairoute.gateway.control;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.OverrideQueueRequest;
import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.control.v1.SetSwitchRequest;
import io.kairoute.control.v1.TablePublished;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.log.Beside;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.Proposal;
import io.kairoute.gateway.control.log.Sha256;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.control.log.TakesAll;
import io.kairoute.router.decide.Router;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.FaultStage;
import io.kairoute.router.store.FaultyDisk;
import io.kairoute.router.store.StoreException;
import io.kairoute.routing.v1.RouteRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes control state and logs decisions over a disk whose every step fails once, and says how each scene went. */
final class ControlFaultChild {
    private static final Call ANN = Call.by("ann", "here", Router.ANY_TENANT);

    private final FaultStage stage;
    private final FaultyDisk disk;

    private ControlFaultChild(final FaultStage stage) {
        this.stage = stage;
        this.disk = stage.disk();
    }

    /** Runs under the directory named. */
    public static void main(final String[] arguments) throws Exception {
        final ControlFaultChild child = new ControlFaultChild(FaultStage.at(Path.of(arguments[0])));
        child.change("publish", ControlFaultChild::publish);
        child.change("live occasion", ControlFaultChild::declare);
        child.change("override", ControlFaultChild::override);
        child.change("switch", ControlFaultChild::off);
        child.change("draft", ControlFaultChild::draft);
        child.lasting("disk full", FaultyDisk.WRITES | FaultyDisk.SIZES, FaultyDisk.FULL);
        child.lasting("read-only", FaultyDisk.ALL, FaultyDisk.READ_ONLY);
        child.lasting("failing fsync", FaultyDisk.FORCES, FaultyDisk.BROKEN);
        child.checkpoint();
        child.opening();
        FaultStage.done();
    }

    /** The first change of a tenant brings the rules along by which it is judged. */
    private static final long FIRST_ENTRIES = 2;

    /** A change of a plane; the number makes it differ from the last one. */
    @FunctionalInterface
    private interface Change {
        CompletableFuture<?> make(ControlPlane plane, int number, long revision);
    }

    /** A node's control state and a router over it. */
    private static final class Node implements AutoCloseable {
        private final TenantDirectory tenants = new TenantDirectory(List.of("default"));
        private final Router router = new Router(tenants, true);
        private final ControlPlane plane;

        Node(final Path directory) {
            plane = ControlNode.plane(directory, tenants, ControlSettings.DEFAULT, InstantSource.system());
        }

        @Nullable
        Snapshot snapshot() {
            return tenants.holder(0).acquire();
        }

        long revision() {
            final Snapshot snapshot = snapshot();
            return snapshot == null ? 0 : snapshot.revision();
        }

        long routedUnder() {
            return Asking.route(
                            router, RouteRequest.newBuilder().setContactId("c").build())
                    .getTableRevision();
        }

        @Override
        public void close() {
            plane.close();
        }
    }

    // Each step of one kind of change fails once, until there is no such step any more.
    private void change(final String name, final Change change) throws IOException {
        final Path directory = stage.scene();
        long refused = 0;
        long step = 0;
        try (Node node = new Node(directory)) {
            publish(node.plane, 0, 0).join();
            long entries = FIRST_ENTRIES;
            for (boolean hasFailed = true; hasFailed; ) {
                step++;
                final Snapshot before = node.snapshot();
                final long revision = node.revision();
                disk.failOnce(directory, step, FaultStage.error(step));
                final boolean isMade = isMade(change.make(node.plane, 2 * (int) step, revision));
                disk.mend();
                hasFailed = disk.failed() > 0;
                final String where = name + " step=" + step + " at=" + disk.firstFailed();
                entries += isMade ? 1 : 0;
                refused += isMade ? 0 : 1;
                FaultStage.check(
                        isMade || Objects.equals(before, node.snapshot()), where + ": refused, and yet it holds");
                FaultStage.check(node.routedUnder() == node.revision(), where + ": routing was disturbed");
                FaultStage.check(entries == entriesIfKilledNow(directory), where + ": not what was acknowledged");
                FaultStage.check(
                        isMade(change.make(node.plane, 2 * (int) step + 1, node.revision())), where + ": not again");
                entries++;
            }
        }
        FaultStage.check(refused > 0, name + ": nothing was ever refused");
        FaultStage.end(name, step - 1, refused, directory);
    }

    // All steps of a kind fail until the disk is mended.
    private void lasting(final String name, final int kinds, final int error) throws IOException {
        final Path directory = stage.scene();
        long refused = 0;
        try (Node node = new Node(directory)) {
            publish(node.plane, 0, 0).join();
            final List<Change> changes = List.of(
                    ControlFaultChild::declare,
                    ControlFaultChild::override,
                    ControlFaultChild::off,
                    ControlFaultChild::draft,
                    ControlFaultChild::publish);
            final Snapshot before = node.snapshot();
            disk.failAll(directory, kinds, error);
            for (int round = 0; round < 2; round++) {
                for (final Change change : changes) {
                    FaultStage.check(!isMade(change.make(node.plane, round, 1)), name + ": a change was acknowledged");
                    FaultStage.check(Objects.equals(before, node.snapshot()), name + ": a refused change holds");
                    FaultStage.check(node.routedUnder() == 1, name + ": routing was disturbed");
                    refused++;
                }
            }
            disk.mend();
            FaultStage.check(
                    entriesIfKilledNow(directory) == FIRST_ENTRIES, name + ": a refused change would come back");
            for (final Change change : changes) {
                FaultStage.check(isMade(change.make(node.plane, 5, 1)), name + ": not again");
            }
            FaultStage.check(
                    entriesIfKilledNow(directory) == FIRST_ENTRIES + changes.size(),
                    name + ": not what was acknowledged");
        }
        FaultStage.end(name, disk.steps(), refused, directory);
    }

    // Documents so large that the write-ahead log is copied back in the commit, and at closing.
    private void checkpoint() throws IOException {
        final Path directory = stage.scene();
        final ChainKey key = ChainKey.open(directory.resolve("control.key"), false);
        final byte[] document = new byte[5 << 20];
        final Random random = new Random(1);
        long entries = 0;
        long refused = 0;
        long step = 0;
        for (boolean hasFailed = true; hasFailed; step += step < 40 ? 1 : 251) {
            random.nextBytes(document);
            final ControlLog log = SqliteControlLog.open(directory.resolve("control.db"), key);
            disk.failOnce(directory, step + 1, FaultStage.error(step));
            try {
                TakesAll.after(log)
                        .append(new Proposal(
                                "default", 0, "ann", "here", "", published(step, document), Beside.document(document)));
                entries++;
            } catch (final StoreException e) {
                refused++;
                FaultStage.check(e.getMessage().startsWith("cannot write"), e.getMessage());
            }
            try {
                log.close();
            } catch (final StoreException e) {
                FaultStage.check(e.getMessage().startsWith("cannot close"), e.getMessage());
            }
            disk.mend();
            hasFailed = disk.failed() > 0;
            FaultStage.check(
                    entries == entriesIfKilledNow(directory), "checkpoint step=" + step + " at=" + disk.firstFailed());
        }
        FaultStage.end("checkpoint", step, refused, directory);
    }

    private static Command published(final long revision, final byte[] document) {
        return Command.newBuilder()
                .setTablePublished(TablePublished.newBuilder()
                        .setRevision(revision)
                        .setDocument(ByteString.copyFrom(Sha256.of(document))))
                .build();
    }

    // The key and the log are made from nothing.
    private void opening() throws IOException {
        long refused = 0;
        long step = 0;
        Path directory = stage.scene();
        for (boolean hasFailed = true; hasFailed; ) {
            step++;
            directory = stage.scene();
            disk.failOnce(directory, step, FaultStage.error(step));
            try {
                ControlNode.plane(
                                directory,
                                new TenantDirectory(List.of("default")),
                                ControlSettings.DEFAULT,
                                InstantSource.system())
                        .close();
            } catch (final StoreException e) {
                refused++;
                FaultStage.check(!e.getMessage().contains("\n"), e.getMessage());
            }
            disk.mend();
            hasFailed = disk.failed() > 0;
            try (Node node = new Node(directory)) {
                publish(node.plane, 0, 0).join();
                FaultStage.check(node.routedUnder() == 1, "opening step=" + step + ": not again");
            } catch (final StoreException e) {
                FaultStage.check(false, "opening step=" + step + " at=" + disk.firstFailed() + ": " + e.getMessage());
            }
        }
        FaultStage.end("opening", step - 1, refused, directory);
    }

    private long entriesIfKilledNow(final Path directory) throws IOException {
        final Path copy = Files.createTempDirectory(stage.root(), "killed");
        for (final String name : List.of("control.db", "control.db-wal")) {
            if (Files.exists(directory.resolve(name))) {
                Files.copy(directory.resolve(name), copy.resolve(name));
            }
        }
        final long entries;
        try (ControlLog log =
                SqliteControlLog.open(copy.resolve("control.db"), ChainKey.read(directory.resolve("control.key")))) {
            entries = TakesAll.of(log).size();
        }
        try (Stream<Path> files = Files.list(copy)) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(copy);
        return entries;
    }

    private static boolean isMade(final CompletableFuture<?> change) {
        try {
            change.join();
            return true;
        } catch (final CompletionException e) {
            FaultStage.check(
                    e.getCause() instanceof StoreException store
                            && store.getMessage().startsWith("cannot write the control log")
                            && !store.getMessage().contains("\n"),
                    "not refused precisely: " + e.getCause());
            return false;
        }
    }

    private static CompletableFuture<?> publish(final ControlPlane plane, final int number, final long revision) {
        return plane.publisher()
                .publish(
                        ANN,
                        PublishTableRequest.newBuilder()
                                .setDocument(ControlTables.withPriority(number % 100))
                                .setBaseRevision(revision)
                                .setAcceptWarnings(true)
                                .setReason("x")
                                .build());
    }

    private static CompletableFuture<?> declare(final ControlPlane plane, final int number, final long revision) {
        return ControlCalls.declare(
                plane,
                ANN,
                DeclareLiveOccasionRequest.newBuilder()
                        .setLiveOccasion(LiveOccasion.newBuilder()
                                .setOccasion("outage")
                                .setReason("x")
                                .setExpireTime(Timestamps.fromMillis(System.currentTimeMillis() + 600_000)))
                        .build());
    }

    private static CompletableFuture<?> override(final ControlPlane plane, final int number, final long revision) {
        return ControlCalls.override(
                plane,
                ANN,
                OverrideQueueRequest.newBuilder()
                        .setQueue("general")
                        .setKind(number % 2 == 0 ? "OPEN" : "SURGE")
                        .setReason("x")
                        .setExpireTime(Timestamps.fromMillis(System.currentTimeMillis() + 600_000))
                        .build());
    }

    private static CompletableFuture<?> off(final ControlPlane plane, final int number, final long revision) {
        return ControlCalls.set(
                plane,
                ANN,
                SetSwitchRequest.newBuilder()
                        .setSwitch("experiments")
                        .setOff(true)
                        .setReason("x")
                        .setExpireTime(Timestamps.fromMillis(System.currentTimeMillis() + 600_000))
                        .build());
    }

    private static CompletableFuture<?> draft(final ControlPlane plane, final int number, final long revision) {
        return ControlCalls.create(
                plane,
                ANN,
                CreateDraftRequest.newBuilder()
                        .setDraft("d" + number)
                        .setDocument(ControlTables.withPriority(number % 100))
                        .build());
    }
}
