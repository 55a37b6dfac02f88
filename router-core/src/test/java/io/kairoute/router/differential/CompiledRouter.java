package io.kairoute.router.differential;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.router.Limits;
import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.decide.DecisionSink;
import io.kairoute.router.decide.Router;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.reference.DifferentialHarness;
import io.kairoute.router.reference.ReferenceSegmentSet;
import io.kairoute.router.reference.Scenario;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** The real router over what a scenario describes: compiled tables, bound live state, bytes in and bytes out. */
public final class CompiledRouter implements DifferentialHarness.RouterUnderTest {
    private static final int TENANT = 0;
    private static final ReferenceSegmentSet NOT_OPENED = new ReferenceSegmentSet("", 0, Map.of(), Set.of());
    private static final long HORIZON_MS = 1_790_000_000_000L;

    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_BYTES]);
    private final SegmentsOf segments;
    private @Nullable Scenario scenario;
    private @Nullable Router router;
    private byte[] answer = {};

    /** Makes routers whose customers are kept in memory. */
    CompiledRouter() {
        this(InMemorySegments::of);
    }

    /** Makes routers that find their customers in these segments. */
    CompiledRouter(final SegmentsOf segments) {
        this.segments = segments;
    }

    @Override
    public RouteResponse route(final Scenario current, final RouteRequest request, final long nowMs) {
        final byte[] bytes = request.toByteArray();
        final int length =
                routerFor(current).route(new UnsafeBuffer(bytes), 0, bytes.length, TENANT, nowMs, response, 0);
        if (length < 0) {
            throw new AssertionError("refused an admitted request: status=" + length);
        }
        try {
            answer = new byte[length];
            response.getBytes(0, answer);
            return RouteResponse.parseFrom(answer);
        } catch (final InvalidProtocolBufferException e) {
            throw new AssertionError("the answer is no message", e);
        }
    }

    /** The last answer, byte for byte. */
    byte[] answer() {
        return answer;
    }

    /** The router of a scenario, made when the scenario changes. */
    Router routerFor(final Scenario current) {
        if (router == null || isOther(current)) {
            scenario = current;
            router = open(current, segments, null);
        }
        return router;
    }

    @SuppressWarnings(
            "ReferenceEquality") // the harness promises one object per scenario; comparing tables would take all day
    private boolean isOther(final Scenario current) {
        return scenario != current;
    }

    /** A router of a scenario whose customers are kept in memory; it tells a sink of its decisions. */
    public static Router open(final Scenario scenario, final @Nullable DecisionSink sink) {
        return open(scenario, InMemorySegments::of, sink);
    }

    /** A router of a scenario that tells a sink of its decisions. */
    static Router open(final Scenario scenario, final SegmentsOf segments, final @Nullable DecisionSink sink) {
        final KeyHasher hasher = new KeyHasher(scenario.secret());
        final Horizon horizon = Horizon.around(HORIZON_MS);
        final List<CompiledRevision> revisions = scenario.revisions().entrySet().stream()
                .map(entry -> CompiledRevision.of(entry.getKey(), entry.getValue(), horizon))
                .toList();
        final CompiledRevision newest = revisions.stream()
                .filter(revision -> revision.number() == scenario.revision())
                .findFirst()
                .orElseThrow();
        final QueueStates states = new QueueStates();
        scenario.states().forEach(states::report);
        final SnapshotBuilder snapshot = new SnapshotBuilder(scenario.tenantId(), hasher, newest)
                .kept(revisions)
                .liveOccasions(scenario.live())
                .overrides(scenario.overrides())
                .switches(scenario.switches())
                .queueStates(states);
        if (scenario.segments() != null) {
            snapshot.segments(segments.open(scenario.segments(), hasher, scenario.storeAvailable()));
        } else if (!scenario.storeAvailable()) {
            snapshot.segments(InMemorySegments.of(NOT_OPENED, hasher, false));
        }
        final TenantDirectory tenants = new TenantDirectory(List.of(scenario.tenantId()));
        tenants.holder(0).publish(snapshot.build());
        return sink == null
                ? new Router(tenants, scenario.trustClientTimestamps())
                : new Router(tenants, scenario.trustClientTimestamps(), sink);
    }
}
