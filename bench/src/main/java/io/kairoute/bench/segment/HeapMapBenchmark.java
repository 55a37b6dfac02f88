package io.kairoute.bench.segment;

import io.kairoute.bench.subject.Customers;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.Long2ObjectHashMap;
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
 * What do maps on the heap cost, holding records of the same size: the JDK's by string key, Agrona's by a long?
 *
 * <p>The record's last byte is read, so that finding it does not end at a reference.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class HeapMapBenchmark {
    private static final int RECORD_BYTES = 128;
    private static final long SEED = 20_261_121;
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    /** How many customers the maps hold. */
    @Param({"100000", "1000000"})
    private int profiles;

    private final Map<String, byte[]> byString = new HashMap<>();
    private final Long2ObjectHashMap<byte[]> byLong = new Long2ObjectHashMap<>();
    private String[] strings = {};
    private long[] longs = {};
    private int current;

    /** Fills the maps and draws the keys. */
    @Setup
    public void setUp() {
        for (int i = 0; i < profiles; i++) {
            final byte[] bytes = new byte[RECORD_BYTES];
            byString.put(Customers.key(i), bytes);
            byLong.put(i * MULTIPLIER, bytes);
        }
        strings = new String[LookupBenchmark.KEYS];
        longs = new long[LookupBenchmark.KEYS];
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < strings.length; i++) {
            final int customer = random.nextInt(profiles);
            strings[i] = Customers.key(customer);
            longs[i] = customer * MULTIPLIER;
        }
    }

    /** The JDK's. A caller has the key as bytes, so a new string's hash is computed each time. */
    @Benchmark
    @SuppressWarnings("StringCopy") // a string whose hash was computed before would measure a cache
    public byte hashMap() {
        final byte[] found = byString.get(new String(strings[next()]));
        return found == null ? -1 : found[RECORD_BYTES - 1];
    }

    /** Agrona's. */
    @Benchmark
    public byte agrona() {
        final byte[] found = byLong.get(longs[next()]);
        return found == null ? -1 : found[RECORD_BYTES - 1];
    }

    private int next() {
        current = current + 1 == strings.length ? 0 : current + 1;
        return current;
    }
}
