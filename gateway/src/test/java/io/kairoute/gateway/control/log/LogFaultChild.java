package io.kairoute.gateway.control.log;

import io.kairoute.router.store.FaultStage;
import io.kairoute.router.store.FaultyDisk;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** Proposes changes and keeps snapshots over a disk whose every step fails once, and says how each scene went. */
final class LogFaultChild {
    private final FaultStage stage;
    private final FaultyDisk disk;

    private LogFaultChild(final FaultStage stage) {
        this.stage = stage;
        this.disk = stage.disk();
    }

    /** Runs under the directory named. */
    public static void main(final String[] arguments) throws Exception {
        final LogFaultChild child = new LogFaultChild(FaultStage.at(Path.of(arguments[0])));
        child.proposing();
        child.keeping();
        child.lasting("disk full", FaultyDisk.WRITES | FaultyDisk.SIZES, FaultyDisk.FULL);
        child.lasting("failing fsync", FaultyDisk.FORCES, FaultyDisk.BROKEN);
        child.unforced();
        FaultStage.done();
    }

    private static Path file(final Path directory) {
        return directory.resolve("control.db");
    }

    // What was refused is not there, what was accepted is, and the next proposal is taken.
    private void proposing() throws IOException {
        final Path directory = stage.scene();
        final ChainKey key = ChainKey.open(directory.resolve("control.key"), false);
        final ToyFold fold = new ToyFold();
        long step = 0;
        long refused = 0;
        try (ControlLog log = SqliteControlLog.open(file(directory), key)) {
            log.follow(0, fold);
            for (boolean hasFailed = true; hasFailed; ) {
                step++;
                final long before = log.position();
                disk.failOnce(directory, step, FaultStage.error(step));
                final boolean isAccepted = isAccepted(propose(log, fold));
                disk.mend();
                hasFailed = disk.failed() > 0;
                final String where = "propose step=" + step + " at=" + disk.firstFailed();
                refused += isAccepted ? 0 : 1;
                FaultStage.check(log.position() == before + (isAccepted ? 1 : 0), where + ": not what was told");
                FaultStage.check(log.position() == positionIfKilledNow(directory, key), where + ": would not last");
                FaultStage.check(isAccepted(propose(log, fold)), where + ": not again");
                FaultStage.check(fold.applied().size() == log.position(), where + ": not folded in once");
            }
        }
        FaultStage.check(refused > 0, "no proposal was ever refused");
        FaultStage.end("propose", step - 1, refused, directory);
    }

    // There is the snapshot of before or the new one, and it fits the log.
    private void keeping() throws IOException {
        final Path directory = stage.scene();
        final ChainKey key = ChainKey.open(directory.resolve("control.key"), false);
        final ToyFold fold = new ToyFold();
        long step = 0;
        long refused = 0;
        long kept = 1;
        try (ControlLog log = SqliteControlLog.open(file(directory), key)) {
            log.follow(0, fold);
            FaultStage.check(isAccepted(propose(log, fold)), "the first proposal");
            log.keep(new FoldSnapshot(1, fold.state()));
            for (boolean hasFailed = true; hasFailed; ) {
                step++;
                FaultStage.check(isAccepted(propose(log, fold)), "keep step=" + step + ": no proposal before");
                disk.failOnce(directory, step, FaultStage.error(step));
                final boolean isKept = isKept(log, fold);
                disk.mend();
                hasFailed = disk.failed() > 0;
                final String where = "keep step=" + step + " at=" + disk.firstFailed();
                kept = isKept ? log.position() : kept;
                refused += isKept ? 0 : 1;
                FaultStage.check(kept == keptIn(log), where + ": another snapshot than was told");
                FaultStage.check(log.position() == positionIfKilledNow(directory, key), where + ": an entry is gone");
            }
        }
        FaultStage.check(refused > 0, "no snapshot was ever refused");
        FaultStage.end("keep", step - 1, refused, directory);
    }

    private void lasting(final String name, final int kinds, final int error) throws IOException {
        final Path directory = stage.scene();
        final ChainKey key = ChainKey.open(directory.resolve("control.key"), false);
        final ToyFold fold = new ToyFold();
        try (ControlLog log = SqliteControlLog.open(file(directory), key)) {
            log.follow(0, fold);
            FaultStage.check(isAccepted(propose(log, fold)), "the first proposal");
            disk.failAll(directory, kinds, error);
            for (int round = 0; round < 3; round++) {
                FaultStage.check(!isAccepted(propose(log, fold)), name + ": a proposal was accepted");
                FaultStage.check(!isKept(log, fold), name + ": a snapshot was kept");
                log.settle();
            }
            disk.mend();
            log.settle();
            FaultStage.check(positionIfKilledNow(directory, key) == 1, name + ": a refused proposal would come back");
            FaultStage.check(isAccepted(propose(log, fold)) && isKept(log, fold), name + ": not again");
            FaultStage.check(fold.applied().size() == 2, name + ": not folded in once");
        }
        FaultStage.end(name, disk.steps(), 6, directory);
    }

    // All was written, and can neither be forced nor overwritten: a kill now may bring it back, so nobody knows.
    private void unforced() throws IOException {
        final Path directory = stage.scene();
        final ChainKey key = ChainKey.open(directory.resolve("control.key"), false);
        final ToyFold fold = new ToyFold();
        try (ControlLog log = SqliteControlLog.open(file(directory), key)) {
            log.follow(0, fold);
            FaultStage.check(isAccepted(propose(log, fold)), "the first proposal");
            disk.failAll(directory, FaultyDisk.FORCES | FaultyDisk.OPENS, FaultyDisk.BROKEN);
            final CompletableFuture<Verdict> outcome = propose(log, fold);
            FaultStage.check(
                    outcome.handle((verdict, failure) -> failure instanceof OutcomeUnknownException)
                            .join(),
                    "unforced: not told as unknown");
            log.settle();
            disk.mend();
            log.settle();
            FaultStage.check(positionIfKilledNow(directory, key) == log.position(), "unforced: not what was found out");
            FaultStage.check(isAccepted(propose(log, fold)), "unforced: not again");
            FaultStage.check(fold.applied().size() == log.position(), "unforced: not folded in once");
        }
        FaultStage.end("unforced", disk.steps(), 1, directory);
    }

    private static CompletableFuture<Verdict> propose(final ControlLog log, final ToyFold fold) {
        final long base = fold.revision("default");
        return log.propose(
                ToyFold.proposal("default", base, "", ("document " + log.position()).getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean isAccepted(final CompletableFuture<Verdict> outcome) {
        try {
            return outcome.join() instanceof Verdict.Accepted;
        } catch (final CompletionException e) {
            FaultStage.check(
                    e.getCause() instanceof StoreException store
                            && store.getMessage().startsWith("cannot write the control log"),
                    "not refused precisely: " + e.getCause());
            return false;
        }
    }

    private static boolean isKept(final ControlLog log, final ToyFold fold) {
        try {
            log.keep(new FoldSnapshot(log.position(), fold.state()));
            return true;
        } catch (final StoreException e) {
            FaultStage.check(e.getMessage().startsWith("cannot write the control log"), e.getMessage());
            return false;
        }
    }

    private static long keptIn(final ControlLog log) {
        final FoldSnapshot snapshot = log.snapshot();
        return snapshot == null ? 0 : snapshot.position();
    }

    private long positionIfKilledNow(final Path directory, final ChainKey key) throws IOException {
        final Path copy = Files.createTempDirectory(stage.root(), "killed");
        for (final String name : new String[] {"control.db", "control.db-wal"}) {
            if (Files.exists(directory.resolve(name))) {
                Files.copy(directory.resolve(name), copy.resolve(name));
            }
        }
        final long position;
        try (ControlLog log = SqliteControlLog.open(file(copy), key)) {
            position = log.position();
        }
        try (Stream<Path> files = Files.list(copy)) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(copy);
        return position;
    }
}
