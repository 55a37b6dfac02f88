package io.kairoute.bench.decision;

import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.bench.subject.ManyTenants;
import java.util.concurrent.TimeUnit;
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

/** Does a decision cost more where there are more tenants, each with a table compiled for itself? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class TenantBenchmark {
    private static final int CUSTOMERS = 100_000;

    /** How many tenants there are. */
    @Param({"1", "100", "1000"})
    private int tenants;

    private @Nullable CustomerSet customers;
    private @Nullable ManyTenants subject;

    /** Compiles every tenant's table and publishes it. */
    @Setup
    public void setUp() {
        final CustomerSet opened = CustomerSet.open(CUSTOMERS);
        customers = opened;
        subject = ManyTenants.withTablesOfTheirOwn(tenants, opened, CUSTOMERS);
    }

    /** One decision. */
    @Benchmark
    @SuppressWarnings("NullAway") // set up by JMH
    public int route() {
        return subject.route();
    }

    /** Closes the set. */
    @TearDown
    @SuppressWarnings("NullAway") // set up by JMH
    public void tearDown() {
        customers.close();
    }
}
