package io.kairoute.router.store;

import io.kairoute.router.key.KeyHasher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Uses a data directory over a disk whose every step fails once, and says how each scene went. */
final class StoreFaultChild {
    private static final KeyHasher HASHER = new KeyHasher(new byte[16]);
    private static final int CUSTOMERS = 500;

    private final FaultStage stage;

    private StoreFaultChild(final FaultStage stage) {
        this.stage = stage;
    }

    /** Runs under the directory named. */
    public static void main(final String[] arguments) throws Exception {
        final StoreFaultChild child = new StoreFaultChild(FaultStage.at(Path.of(arguments[0])));
        child.directory();
        child.segments();
        child.lasting("segments, disk full", FaultyDisk.WRITES | FaultyDisk.SIZES, FaultyDisk.FULL);
        child.lasting("segments, read-only", FaultyDisk.ALL, FaultyDisk.READ_ONLY);
        child.lasting("segments, failing fsync", FaultyDisk.FORCES, FaultyDisk.BROKEN);
        FaultStage.done();
    }

    // Directory, tenant folder and secret are made from nothing, and closed.
    private void directory() throws IOException {
        long step = 0;
        long refused = 0;
        Path directory = stage.scene();
        for (boolean hasFailed = true; hasFailed; ) {
            step++;
            directory = stage.scene();
            final String where = "directory step=" + step;
            stage.disk().failOnce(directory, step, FaultStage.error(step));
            refused += isDone(where, directory) ? 0 : 1;
            stage.disk().mend();
            hasFailed = stage.disk().failed() > 0;
            FaultStage.check(
                    isDone(where, directory),
                    where + ": not again, at=" + stage.disk().firstFailed());
        }
        FaultStage.end("directory", step - 1, refused, directory);
    }

    private static boolean isDone(final String where, final Path directory) {
        try (DataDirectory data = DataDirectory.open(directory, "test", InstantSource.system())) {
            TenantSecret.open(data.tenant("default"));
            return true;
        } catch (final StoreException e) {
            FaultStage.check(e.getMessage().startsWith("cannot "), where + ": " + e.getMessage());
            return false;
        }
    }

    private void segments() throws IOException {
        long step = 0;
        long refused = 0;
        final Path directory = stage.scene();
        importOnce(directory, "v0");
        String newest = "v0";
        for (boolean hasFailed = true; hasFailed; ) {
            step++;
            final String where = "segments step=" + step;
            final String version = "v" + step;
            try (DataDirectory data = DataDirectory.open(directory, "test", InstantSource.system())) {
                final SegmentSets sets = new SegmentSets(data.tenant("default"), HASHER, InstantSource.system());
                stage.disk().failOnce(directory.resolve("tenants"), step, FaultStage.error(step));
                final boolean isDone = isImported(where, sets, version);
                stage.disk().mend();
                hasFailed = stage.disk().failed() > 0;
                newest = isDone ? version : newest;
                refused += isDone ? 0 : 1;
                served(where + " at=" + stage.disk().firstFailed(), sets, newest);
            }
            importOnce(directory, version + "-again");
            newest = version + "-again";
        }
        FaultStage.check(refused > 0, "segments: nothing was ever refused");
        FaultStage.end("segments", step - 1, refused, directory);
    }

    private void lasting(final String name, final int kinds, final int error) throws IOException {
        final Path directory = stage.scene();
        importOnce(directory, "v0");
        try (DataDirectory data = DataDirectory.open(directory, "test", InstantSource.system())) {
            final SegmentSets sets = new SegmentSets(data.tenant("default"), HASHER, InstantSource.system());
            stage.disk().failAll(directory.resolve("tenants"), kinds, error);
            FaultStage.check(!isImported(name, sets, "v1"), name + ": imported all the same");
            stage.disk().mend();
            served(name, sets, "v0");
            FaultStage.check(isImported(name, sets, "v2"), name + ": not again");
            served(name, sets, "v2");
        }
        FaultStage.end(name, stage.disk().steps(), 1, directory);
    }

    private static void importOnce(final Path directory, final String version) {
        try (DataDirectory data = DataDirectory.open(directory, "test", InstantSource.system())) {
            final SegmentSets sets = new SegmentSets(data.tenant("default"), HASHER, InstantSource.system());
            sets.activate(SetFixture.load(sets, version, CUSTOMERS));
            served("import of " + version, sets, version);
        }
    }

    private static boolean isImported(final String where, final SegmentSets sets, final String version) {
        try {
            sets.activate(SetFixture.load(sets, version, CUSTOMERS));
            return true;
        } catch (final StoreException e) {
            FaultStage.check(
                    e.getMessage().startsWith("cannot ") && !e.getMessage().contains("\n"),
                    where + ": " + e.getMessage());
            return false;
        } catch (final RuntimeException e) {
            FaultStage.check(false, where + ": not refused precisely: " + e);
            return false;
        }
    }

    private static void served(final String where, final SegmentSets sets, final String version) {
        final SegmentOpening opening = sets.openActive();
        try (OpenSegmentSet set = opening.set()) {
            FaultStage.check(set != null, where + ": nothing is served: " + opening.notes());
            if (set != null) {
                FaultStage.check(
                        set.header().version().equals(version),
                        where + ": " + set.header().version() + " is served, not " + version);
                FaultStage.check(SetFixture.found(set.store(), CUSTOMERS) == CUSTOMERS, where + ": customers are lost");
                FaultStage.check(opening.notes().equals(List.of()), where + ": " + opening.notes());
            }
        }
    }
}
