package io.kairoute.bench.segment;

import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.map.ChronicleMap;
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

/** What does one bare {@code getUsing} cost on the very Chronicle Map that the decisions read? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GetUsingBenchmark {
    /** How many customers the set holds. */
    @Param({"100000", "1000000"})
    private long profiles;

    private final ProfileFlyweight profile = new ProfileFlyweight();
    private @Nullable CustomerSet set;
    private @Nullable ChronicleMap<SegmentKey, ProfileFlyweight> map;
    private @Nullable LookupKeys keys;

    /** Opens the map and hashes the keys. */
    @Setup
    public void setUp() throws IOException {
        final CustomerSet opened = CustomerSet.open(profiles);
        set = opened;
        keys = new LookupKeys(opened, LookupBenchmark.KEYS, profiles);
        map = ChronicleMap.of(SegmentKey.class, ProfileFlyweight.class)
                .name("bare")
                .skipCloseOnExitHook(true)
                .createPersistedTo(opened.mapFile().toFile());
    }

    /** One lookup. */
    @Benchmark
    @SuppressWarnings("NullAway") // set up by JMH
    public @Nullable ProfileFlyweight getUsing() {
        return map.getUsing(keys.next(), profile);
    }

    /** Closes the map. */
    @TearDown
    @SuppressWarnings("NullAway") // set up by JMH
    public void tearDown() {
        map.close();
        set.close();
    }
}
