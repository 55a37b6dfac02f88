package io.kairoute.bench.decision;

import io.kairoute.bench.subject.BenchTable;
import io.kairoute.router.Limits;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.decide.Router;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.routing.v1.RouteRequest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Does a decision cost more when there are more rules, or when the rule that matches stands further down?
 *
 * <p>So many signal rules and as many tuning rules, no segment set: what is measured is the rules. The contact matches one
 * rule of each kind, at the position asked for.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED")
public class RuleCountBenchmark {
    private static final long NOW_MS = 1_795_000_000_000L;

    /** How many signal rules there are, and how many tuning rules. */
    @Param({"10", "100", "1000", "4096"})
    private int rules;

    /** Where the rule that matches stands. */
    @Param({"first", "middle", "last"})
    private String position = "first";

    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
    private final UnsafeBuffer request = new UnsafeBuffer(new byte[0]);
    private Router router = new Router(new TenantDirectory(List.of("unused")), false);

    /** Made by JMH, which then fills the parameters in. */
    public RuleCountBenchmark() {}

    RuleCountBenchmark(final int rules, final String position) {
        this.rules = rules;
        this.position = position;
    }

    /** Compiles the table and encodes the contact. */
    @Setup
    public void setUp() {
        final TenantDirectory tenants = new TenantDirectory(List.of(TenantDirectory.DEFAULT_TENANT));
        final CompiledRevision revision = CompiledRevision.of(1, BenchTable.of(rules), Horizon.around(NOW_MS));
        tenants.holder(0)
                .publish(new SnapshotBuilder(
                                TenantDirectory.DEFAULT_TENANT,
                                new KeyHasher(new byte[KeyHasher.SECRET_BYTES]),
                                revision)
                        .build());
        router = new Router(tenants, false);
        final int matching =
                switch (position) {
                    case "first" -> 0;
                    case "middle" -> rules / 2;
                    default -> rules - 1;
                };
        request.wrap(RouteRequest.newBuilder()
                .setContactId("call-0001")
                .setChannel("VOICE")
                .setIntent("i" + matching)
                .setProduct("p" + matching)
                .setRegion("AU-VIC")
                .setLanguage("en-AU")
                .build()
                .toByteArray());
        if (route() <= 0 || router.contact().decision.ruleCount != 2) {
            throw new IllegalStateException(
                    "the contact does not match one rule of each kind: " + router.contact().decision.ruleCount);
        }
    }

    /** One decision, bytes to bytes. */
    @Benchmark
    public int route() {
        return router.route(request, 0, request.capacity(), Router.ANY_TENANT, NOW_MS, response, 0);
    }
}
