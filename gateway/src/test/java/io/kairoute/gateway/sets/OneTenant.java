package io.kairoute.gateway.sets;

import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.ControlSettings;
import io.kairoute.gateway.control.FailingLog;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.sets.SetActivation.Change;
import io.kairoute.gateway.work.Slices;
import io.kairoute.router.decide.Router;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.segment.IndexBudget;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.TenantFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** One tenant's segment sets over a control plane whose log can be made to fail, without any listener. */
final class OneTenant implements AutoCloseable {
    static final Call ANN = Call.by("ann", "here", Router.ANY_TENANT);
    static final String ID = TenantDirectory.DEFAULT_TENANT;

    private final Instant taken = Instant.now().minusSeconds(3_600);
    private final DataDirectory directory;
    private final FailingLog log;
    private final ControlPlane plane;
    private final TenantSegments segments;
    private final ParkedTasks grace = new ParkedTasks();
    private final List<String> notes = new CopyOnWriteArrayList<>();

    private OneTenant(final Path path, final Executor openers, final IndexBudget indexes) {
        directory = DataDirectory.open(path, "test", InstantSource.system());
        final KeyHasher hasher = CustomersNode.hasher(directory.tenant(ID));
        log = new FailingLog(
                SqliteControlLog.open(path.resolve("control.db"), ChainKey.open(path.resolve("control.key"), false)));
        plane = new ControlPlane(
                log,
                new TenantDirectory(List.of(ID)),
                Map.of(ID, hasher),
                ControlSettings.DEFAULT,
                InstantSource.system());
        segments = TenantSegments.open(
                ID,
                directory.tenant(ID),
                hasher,
                TenantLog.of(null, null, 0),
                new SetsHost(plane.sets(), openers, grace, new Slices(4), indexes, notes::add));
    }

    static OneTenant open(final Path path) {
        return open(path, IndexBudget.ofProcess());
    }

    /** A tenant whose sets' read indexes share a budget. */
    static OneTenant open(final Path path, final IndexBudget indexes) {
        final OneTenant tenant = new OneTenant(path, Runnable::run, indexes);
        tenant.segments.await();
        return tenant;
    }

    /** A tenant whose set is opened by this executor. */
    static OneTenant opening(final Path path, final Executor openers) {
        return new OneTenant(path, openers, IndexBudget.ofProcess());
    }

    TenantSegments segments() {
        return segments;
    }

    ControlPlane plane() {
        return plane;
    }

    /** What waits until no call can look up in a set that was swapped out. */
    ParkedTasks grace() {
        return grace;
    }

    /** What was told, in sentences for a person. */
    List<String> notes() {
        return notes;
    }

    FailingLog log() {
        return log;
    }

    TenantFolder folder() {
        return segments.folder();
    }

    /** Writes a set of customers {@code crm:0..} who are all of one tier, and returns its number. */
    int write(final String version, final int customers, final String tier) {
        return TestSets.write(folder(), version, taken, customers, tier);
    }

    void activate(final int number) {
        final var unused = segments.activation().activate(Change.once(ANN, "test"), number);
    }

    KeyHash key(final String typed) {
        return KeyHash.of(segments.hasher(), typed);
    }

    Correction correction(final String typed, final long version) {
        return new Correction(
                key(typed),
                0,
                version,
                System.currentTimeMillis(),
                List.of(),
                null,
                CustomerProfile.newBuilder().setTier("platinum").build());
    }

    @Override
    public void close() {
        segments.close();
        plane.close();
        directory.close();
    }
}
