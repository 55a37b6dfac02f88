package io.kairoute.bench.segment;

import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
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

/** What does the lookup of one profile cost as a decision does it, its check included? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LookupBenchmark {
    /** How many different keys are asked for: far more than caches hold the records of. */
    static final int KEYS = 1 << 18;

    /** How many customers the set holds. */
    @Param({"100000", "1000000"})
    private long profiles;

    private final ProfileFlyweight profile = new ProfileFlyweight();
    private @Nullable CustomerSet set;
    private @Nullable SegmentLookup lookup;
    private @Nullable LookupKeys keys;

    /** Opens the set and hashes the keys. */
    @Setup
    public void setUp() {
        final CustomerSet opened = CustomerSet.open(profiles);
        set = opened;
        keys = new LookupKeys(opened, KEYS, profiles);
        lookup = opened.set().store();
    }

    /** One lookup. */
    @Benchmark
    @SuppressWarnings("NullAway") // set up by JMH
    public int find() {
        return lookup.profile(keys.next(), profile);
    }

    /** Closes the set. */
    @TearDown
    @SuppressWarnings("NullAway") // set up by JMH
    public void tearDown() {
        set.close();
    }
}
