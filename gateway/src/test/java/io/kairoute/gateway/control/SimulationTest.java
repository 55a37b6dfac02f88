package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.QueueState;
import io.kairoute.control.v1.ReportQueueStatesRequest;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import io.kairoute.gateway.history.replay.Simulation;
import io.kairoute.gateway.history.replay.SimulationReport;
import io.kairoute.router.Limits;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.decide.Router;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A simulation over logged contacts adds up to what routing each of them alone under the same draft gives. */
class SimulationTest {
    private static final int CONTACTS = Integer.getInteger("kairoute.contacts", 20_000);
    private static final Call ANN = Call.by("ann", "here", Router.ANY_TENANT);
    private static final ReadableSet SEGMENTS = new ReadableSet(
            new EveryThird(),
            new SegmentSetHeader("s1", 0, 1, 1, Map.of(ProfileAttribute.TIER, List.of("standard", "gold"))));

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("kairoute.seed", System.nanoTime());
    private final long beganMs = System.currentTimeMillis();
    private final TenantDirectory tenants = new TenantDirectory(List.of("default"));

    /** Knows two customers of three, half of these as gold. */
    private record EveryThird() implements SegmentLookup {
        @Override
        public int profile(final SegmentKey key, final ProfileFlyweight into) {
            if (Long.remainderUnsigned(key.low(), 3) == 0) {
                return MISSING;
            }
            into.reset()
                    .ordinal(ProfileAttribute.TIER, 1 + (int) (key.low() >>> 7 & 1))
                    .consent(ProfileFlyweight.CONSENT_PERSONALIZATION);
            into.canonical(key.low(), key.high());
            return FOUND;
        }

        @Override
        public boolean isAvailable() {
            return true;
        }
    }

    /** Sums over all contacts, to be had in both ways. */
    private record Sums(Map<String, Long> queues, Map<String, Long> priorities, long moved, long otherTier) {}

    @Test
    void shouldAddUpToWhatRoutingEachContactAloneGives() {
        final String draft = ControlTables.rich(35)
                .replace("adjust: {priority: 7}", "adjust: {priority: 21}")
                .replace("depth_over: 9", "depth_over: 2")
                .replace("unit: customer, seed: a", "unit: customer, seed: another");
        final Sums alone = recordAndRouteAlone(draft);

        final SimulationReport report = simulate(draft);

        assertEquals(CONTACTS, report.contacts(), "seed=" + seed);
        final Map<String, Long> queues = new TreeMap<>();
        report.byQueue().forEach((queue, load) -> {
            if (load.after() > 0) {
                queues.put(queue, load.after());
            }
        });
        final Map<String, Long> priorities = new TreeMap<>();
        report.byOccasion()
                .forEach((occasion, shift) ->
                        priorities.put(occasion, Math.round(shift.meanPriority() * shift.contacts())));
        assertEquals(alone, new Sums(queues, priorities, report.movedQueue(), report.otherTier()), "seed=" + seed);
        assertTrue(report.movedQueue() > 0 && queues.size() > 1, "the draft must change something: " + alone);
    }

    private Sums recordAndRouteAlone(final String draft) {
        final Map<String, Long> queues = new TreeMap<>();
        final Map<String, Long> priorities = new TreeMap<>();
        long moved = 0;
        long otherTier = 0;
        try (DecisionLog log = new DecisionLog(
                        ordinal -> directory.resolve("decisions"),
                        DecisionLogSettings.DEFAULT,
                        InstantSource.system());
                ControlPlane plane =
                        ControlNode.plane(directory, tenants, ControlSettings.DEFAULT, InstantSource.system())) {
            log.segments(0, SEGMENTS);
            plane.sets().serve("default", SEGMENTS);
            plane.configure("default", ControlTables.rich(70).getBytes(StandardCharsets.UTF_8));
            happen(plane);
            final CompiledRevision table = table(draft);
            final Snapshot drafted = plane.work()
                    .with(ANN, "", tenant -> tenant.snapshots().of(tenant.state(), tenant.revisions(), table))
                    .join();
            final Router router = new Router(tenants, true, log.newSink());
            final Router beside = new Router(tenants, true);
            final Random random = new Random(seed);
            for (int i = 0; i < CONTACTS; i++) {
                final RouteRequest contact = contact(i, random);
                final RouteResponse was = route(router, null, contact);
                final RouteResponse would = route(beside, drafted, contact);
                queues.merge(would.getQueue(), 1L, Long::sum);
                priorities.merge(was.getOccasion(), (long) would.getPriority() - was.getPriority(), Long::sum);
                moved += was.getQueue().equals(would.getQueue()) ? 0 : 1;
                otherTier += was.getTier().equals(would.getTier()) ? 0 : 1;
                while (i - log.written() > 2_000) {
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
                }
            }
        }
        return new Sums(queues, priorities, moved, otherTier);
    }

    private SimulationReport simulate(final String draft) {
        try (ControlLog log = SqliteControlLog.openToRead(
                directory.resolve("control.db"), ChainKey.read(directory.resolve("control.key")))) {
            final Simulation simulation = new Simulation(
                    "default",
                    new SnapshotHistory("default", new KeyHasher(new byte[KeyHasher.SECRET_BYTES]), log),
                    table(draft));
            new ChunkReader().read(directory.resolve("decisions"), (record, set) -> {
                simulation.take(record, set);
                return true;
            });
            return simulation.report();
        }
    }

    private void happen(final ControlPlane plane) {
        ControlCalls.declare(
                        plane,
                        ANN,
                        DeclareLiveOccasionRequest.newBuilder()
                                .setLiveOccasion(LiveOccasion.newBuilder()
                                        .setOccasion("outage")
                                        .addAccounts("acct:3")
                                        .setReason("x")
                                        .setExpireTime(Timestamps.fromMillis(beganMs + 600_000)))
                                .build())
                .join();
        plane.work()
                .with(ANN, "", tenant -> plane.queues()
                        .report(
                                tenant,
                                ANN,
                                ReportQueueStatesRequest.newBuilder()
                                        .addStates(QueueState.newBuilder()
                                                .setQueue("outage-desk")
                                                .setDepth(5))
                                        .build()))
                .join();
    }

    private static RouteRequest contact(final int i, final Random random) {
        final RouteRequest.Builder contact = RouteRequest.newBuilder()
                .setContactId("c" + i)
                .setCustomerKey("crm:" + random.nextInt(5_000))
                .putLabels("line", "l" + random.nextInt(3));
        if (random.nextBoolean()) {
            contact.setIntent("no_internet");
        }
        if (random.nextInt(4) == 0) {
            contact.setAccountKey("acct:" + random.nextInt(6));
        }
        return contact.build();
    }

    // All at one time, so that the state of the queue is fresh in both ways.
    private RouteResponse route(final Router router, final @Nullable Snapshot snapshot, final RouteRequest contact) {
        final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_BYTES]);
        final byte[] bytes = contact.toByteArray();
        final UnsafeBuffer request = new UnsafeBuffer(bytes);
        final int length = snapshot == null
                ? router.route(request, 0, bytes.length, Router.ANY_TENANT, beganMs + 3_000, response, 0)
                : router.routeUnder(snapshot, request, 0, bytes.length, beganMs + 3_000, response, 0);
        return Asking.parsed(response, 0, length);
    }

    private CompiledRevision table(final String document) {
        return CheckedTable.of(document.getBytes(StandardCharsets.UTF_8), true, beganMs)
                .numbered(0);
    }
}
