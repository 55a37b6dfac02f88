package io.kairoute.bench.segment;

import io.kairoute.bench.subject.CustomerSet;
import java.io.IOException;
import java.nio.file.Files;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.core.Memory;
import net.openhft.chronicle.core.OS;
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
 * <p>The memory is off the heap and as long as the set's file. Where a read goes depends on what the one before it found,
 * so that reads cannot overlap: this is the time that one read takes, not the time between two of many.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MemoryReadBenchmark {
    private static final Memory MEMORY = OS.memory();
    private static final long SEED = 20_261_121;
    private static final int LINE = 64;

    /** How many customers the set holds whose file gives the length. */
    @Param({"100000", "1000000"})
    private long profiles;

    private final long[] offsets = new long[LookupBenchmark.KEYS];
    private long address;
    private long last;
    private int current;

    /** Takes the memory and writes all of it, so that every page is there. */
    @Setup
    public void setUp() throws IOException {
        final long bytes;
        try (CustomerSet set = CustomerSet.open(profiles)) {
            bytes = Files.size(set.mapFile());
        }
        address = MEMORY.allocate(bytes);
        MEMORY.setMemory(address, bytes, (byte) 0);
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = random.nextLong(bytes / LINE) * LINE;
        }
        profiles = bytes;
    }

    /** One read. */
    @Benchmark
    public long read() {
        current = current + 1 == offsets.length ? 0 : current + 1;
        last = MEMORY.readLong(address + offsets[current] + last);
        return last;
    }

    /** Gives the memory back. */
    @TearDown
    public void tearDown() {
        MEMORY.freeMemory(address, profiles);
    }
}
