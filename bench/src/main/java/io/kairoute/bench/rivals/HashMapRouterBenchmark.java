package io.kairoute.bench.rivals;

import io.kairoute.bench.subject.Contacts;
import io.kairoute.bench.subject.Scenario;
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
import org.openjdk.jmh.annotations.Warmup;

/** What does the router by hand cost, asked about the same contacts as ours? Its profiles are on the heap. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class HashMapRouterBenchmark {
    private static final int CONTACTS = 1 << 18;

    /** How many customers there are. */
    @Param({"100000", "1000000"})
    private long profiles;

    /** How many rows each of its two maps holds. */
    @Param("1000")
    private int rules;

    private @Nullable HashMapRouter router;
    private byte[][] messages = {};
    private int current;

    /** Fills the maps and encodes the contacts. */
    @Setup
    public void setUp() {
        router = new HashMapRouter(rules, profiles);
        final Contacts contacts = Contacts.of(Scenario.HIT, CONTACTS, profiles, rules);
        messages = new byte[CONTACTS][];
        for (int i = 0; i < CONTACTS; i++) {
            contacts.next();
            messages[i] = contacts.bytes();
        }
    }

    /** One decision. */
    @Benchmark
    @SuppressWarnings("NullAway") // set up by JMH
    public byte[] route() {
        current = current + 1 == messages.length ? 0 : current + 1;
        return router.route(messages[current]);
    }
}
