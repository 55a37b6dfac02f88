package io.kairoute.bench.subject;

import java.util.SplittableRandom;
import net.openhft.chronicle.core.Memory;
import net.openhft.chronicle.core.OS;

/**
 * Random reads of memory off the heap, each from where the one before tells, so that reads cannot overlap.
 *
 * <p>Thread-confined: owned by its benchmark.
 */
public final class MemoryReads implements AutoCloseable {
    private static final Memory MEMORY = OS.memory();
    private static final int READS = 1 << 18;
    private static final long SEED = 20_261_121;
    private static final int LINE = 64;

    private final long[] offsets = new long[READS];
    private final long bytes;
    private final long address;
    private long last;
    private int current;

    /** Takes so many bytes of memory and writes all of them, so that every page is there. */
    public MemoryReads(final long bytes) {
        this.bytes = bytes;
        address = MEMORY.allocate(bytes);
        MEMORY.setMemory(address, bytes, (byte) 0);
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = random.nextLong(bytes / LINE) * LINE;
        }
    }

    /** One read; always 0. */
    public long next() {
        current = current + 1 == offsets.length ? 0 : current + 1;
        last = MEMORY.readLong(address + offsets[current] + last);
        return last;
    }

    /** Gives the memory back. */
    @Override
    public void close() {
        MEMORY.freeMemory(address, bytes);
    }
}
