package io.kairoute.bench.decision;

import io.kairoute.bench.subject.BenchTable;
import io.kairoute.bench.subject.Contacts;
import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.bench.subject.Scenario;
import io.kairoute.bench.subject.Subject;
import io.kairoute.router.Limits;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.decide.Router;
import io.kairoute.router.snapshot.TenantDirectory;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Does a decision cost more where there are more tenants, each with a table compiled for itself?
 *
 * <p>A hundred rules of each kind for a tenant; contacts name one tenant after the other, at random.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class TenantBenchmark {
    private static final int CONTACTS = 1 << 16;
    private static final int RULES = 100;
    private static final int CUSTOMERS = 100_000;
    private static final long SEED = 20_261_121;
    private static final long NOW_MS = Subject.NOW.toEpochMilli();

    /** How many tenants there are. */
    @Param({"1", "100", "1000"})
    private int tenants;

    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
    private @Nullable CustomerSet customers;
    private @Nullable Router router;
    private @Nullable Contacts contacts;

    /** Compiles every tenant's table and publishes it. */
    @Setup
    public void setUp() {
        final CustomerSet opened = CustomerSet.open(CUSTOMERS);
        customers = opened;
        final List<String> ids = IntStream.range(0, tenants)
                .mapToObj(tenant -> "tenant-" + tenant)
                .toList();
        final TenantDirectory directory = new TenantDirectory(ids);
        for (int tenant = 0; tenant < tenants; tenant++) {
            directory
                    .holder(tenant)
                    .publish(new SnapshotBuilder(
                                    ids.get(tenant),
                                    opened.hasher(),
                                    CompiledRevision.of(1, BenchTable.of(RULES), Horizon.around(NOW_MS)))
                            .segments(new ReadableSet(
                                    opened.set().store(), opened.set().header()))
                            .build());
        }
        router = new Router(directory, false);
        final SplittableRandom random = new SplittableRandom(SEED);
        contacts = Contacts.of(
                CONTACTS,
                id -> Contacts.request(Scenario.HIT, id, random.nextInt(CUSTOMERS), random.nextInt(RULES)).toBuilder()
                        .setTenantId(ids.get(random.nextInt(tenants)))
                        .build());
    }

    /** One decision. */
    @Benchmark
    @SuppressWarnings("NullAway") // set up by JMH
    public int route() {
        contacts.next();
        return router.route(
                contacts.buffer(), contacts.offset(), contacts.length(), Router.ANY_TENANT, NOW_MS, response, 0);
    }

    /** Closes the set. */
    @TearDown
    @SuppressWarnings("NullAway") // set up by JMH
    public void tearDown() {
        customers.close();
    }
}
