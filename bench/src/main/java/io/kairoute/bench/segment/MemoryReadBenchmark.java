package io.kairoute.bench.segment;

import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.bench.subject.MemoryReads;
import java.io.IOException;
import java.nio.file.Files;
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

/**
 * What does one random read of memory cost, the floor under every lookup?
 *
 * <p>The memory is off the heap and as long as the set's file. This is the time that one read takes, not the time between two of
 * many.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MemoryReadBenchmark {
    /** How many customers the set holds whose file gives the length. */
    @Param({"100000", "1000000"})
    private long profiles;

    private @Nullable MemoryReads reads;

    /** Takes the memory. */
    @Setup
    public void setUp() throws IOException {
        try (CustomerSet set = CustomerSet.open(profiles)) {
            reads = new MemoryReads(Files.size(set.mapFile()));
        }
    }

    /** One read. */
    @Benchmark
    @SuppressWarnings("NullAway") // set up by JMH
    public long read() {
        return reads.next();
    }

    /** Gives the memory back. */
    @TearDown
    @SuppressWarnings("NullAway") // set up by JMH
    public void tearDown() {
        reads.close();
    }
}
