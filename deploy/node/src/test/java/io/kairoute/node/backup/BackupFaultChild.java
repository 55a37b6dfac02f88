package io.kairoute.node.backup;

import com.google.protobuf.ByteString;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.TablePublished;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.gateway.control.log.Beside;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ControlEntry;
import io.kairoute.gateway.control.log.Fold;
import io.kairoute.gateway.control.log.Proposal;
import io.kairoute.gateway.control.log.Sha256;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.node.StoredContents;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.FaultStage;
import io.kairoute.router.store.FaultyDisk;
import io.kairoute.router.store.StoreException;
import io.kairoute.router.store.TenantSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Backs up and restores over a disk whose every step fails once, and says how each scene went. */
final class BackupFaultChild {
    private final FaultStage stage;
    private final Path data;

    private BackupFaultChild(final FaultStage stage, final Path data) {
        this.stage = stage;
        this.data = data;
    }

    /** Runs under the directory named. */
    public static void main(final String[] arguments) throws Exception {
        final FaultStage stage = FaultStage.at(Path.of(arguments[0]));
        final BackupFaultChild child =
                new BackupFaultChild(stage, filled(stage.scene().resolve("data")));
        child.backup();
        child.restore();
        child.lasting("disk full", FaultyDisk.WRITES | FaultyDisk.SIZES, FaultyDisk.FULL);
        child.lasting("read-only", FaultyDisk.ALL, FaultyDisk.READ_ONLY);
        child.lasting("failing fsync", FaultyDisk.FORCES, FaultyDisk.BROKEN);
        FaultStage.done();
    }

    /** Something that can fail. */
    @FunctionalInterface
    private interface Work {
        void go() throws IOException;
    }

    private void backup() throws IOException {
        final Path directory = stage.scene();
        long refused = 0;
        long step = 0;
        for (boolean hasFailed = true; hasFailed; ) {
            step++;
            final Path out = directory.resolve("b" + step + ".zip");
            stage.disk().failOnce(directory, step, FaultStage.error(step));
            final boolean isDone = isDone(() -> Backup.write(data, out, true));
            stage.disk().mend();
            hasFailed = stage.disk().failed() > 0;
            final String where = "backup step=" + step + " at=" + stage.disk().firstFailed();
            refused += isDone ? 0 : 1;
            FaultStage.check(isDone == Files.exists(out), where + ": half a backup, or none");
            if (!isDone) {
                FaultStage.check(isDone(() -> Backup.write(data, out, true)), where + ": not again");
            }
            checkWhole(where, out);
        }
        FaultStage.check(refused > 0, "backup: nothing was ever refused");
        FaultStage.end("backup", step - 1, refused, directory);
    }

    private void restore() throws IOException {
        final Path directory = stage.scene();
        final Path file = stage.scene().resolve("backup.zip");
        Backup.write(data, file, true);
        long refused = 0;
        long step = 0;
        for (boolean hasFailed = true; hasFailed; ) {
            step++;
            final Path target = directory.resolve("restored-" + step);
            stage.disk().failOnce(directory, step, FaultStage.error(step));
            final boolean isDone = isDone(() -> Restore.into(file, target));
            stage.disk().mend();
            hasFailed = stage.disk().failed() > 0;
            final String where = "restore step=" + step + " at=" + stage.disk().firstFailed();
            refused += isDone ? 0 : 1;
            if (!isDone) {
                FaultStage.check(!Files.exists(target), where + ": half a data directory");
                FaultStage.check(isDone(() -> Restore.into(file, target)), where + ": not again");
            }
            checkOpens(where, target);
        }
        FaultStage.check(refused > 0, "restore: nothing was ever refused");
        FaultStage.end("restore", step - 1, refused, directory);
    }

    private void lasting(final String name, final int kinds, final int error) throws IOException {
        final Path directory = stage.scene();
        final Path out = directory.resolve("backup.zip");
        stage.disk().failAll(directory, kinds, error);
        FaultStage.check(!isDone(() -> Backup.write(data, out, true)), name + ": a backup was made all the same");
        stage.disk().mend();
        try (Stream<Path> left = Files.list(directory)) {
            FaultStage.check(left.findAny().isEmpty(), name + ": something is left");
        }
        Backup.write(data, out, true);
        checkWhole(name, out);
        FaultStage.end("backup, " + name, stage.disk().steps(), 1, directory);
    }

    private void checkWhole(final String where, final Path backup) throws IOException {
        final Path target = stage.scene().resolve("checked");
        FaultStage.check(isDone(() -> Restore.into(backup, target)), where + ": it cannot be restored");
        checkOpens(where, target);
    }

    private static void checkOpens(final String where, final Path target) {
        try (DataDirectory opened = DataDirectory.open(target, "test", InstantSource.system())) {
            TenantSecret.open(opened.tenant("default"));
            SqliteControlLog.open(
                            target.resolve(StoredContents.CONTROL_LOG),
                            ChainKey.read(target.resolve(StoredContents.CONTROL_KEY)))
                    .close();
        } catch (final StoreException e) {
            FaultStage.check(false, where + ": " + e.getMessage());
        }
    }

    private static boolean isDone(final Work work) {
        try {
            work.go();
            return true;
        } catch (final IOException | StoreException | Refusal e) {
            FaultStage.check(!String.valueOf(e.getMessage()).contains("\n"), "not one sentence: " + e.getMessage());
            return false;
        }
    }

    private static Path filled(final Path directory) throws IOException {
        try (DataDirectory opened = DataDirectory.open(directory, "test", InstantSource.system())) {
            TenantSecret.open(opened.tenant("default"));
            final Path chunks = Files.createDirectories(opened.tenant("default").decisions());
            Files.write(chunks.resolve("chunk-0000000000000-000000.log"), new byte[100_000]);
            final ChainKey key = ChainKey.open(directory.resolve(StoredContents.CONTROL_KEY), false);
            try (SqliteControlLog log = SqliteControlLog.open(directory.resolve(StoredContents.CONTROL_LOG), key)) {
                log.follow(0, new TakesAll());
                for (final String actor : List.of("ann", "bob")) {
                    log.propose(new Proposal(
                                    "default",
                                    1,
                                    actor,
                                    "here",
                                    "",
                                    published(new byte[20_000]),
                                    Beside.document(new byte[20_000])))
                            .join();
                }
            }
        }
        return directory;
    }

    /** Takes whatever is proposed as it stands. */
    private static final class TakesAll implements Fold {
        @Override
        public Judgement judge(final Proposal proposal, final long number) {
            return new Judgement.Accept(proposal.command(), proposal.beside());
        }

        @Override
        public boolean apply(final ControlEntry entry) {
            return true;
        }
    }

    private static Command published(final byte[] document) {
        return Command.newBuilder()
                .setTablePublished(TablePublished.newBuilder()
                        .setRevision(1)
                        .setDocument(ByteString.copyFrom(Sha256.of(document))))
                .build();
    }
}
