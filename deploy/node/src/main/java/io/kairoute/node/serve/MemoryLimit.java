package io.kairoute.node.serve;

import com.sun.management.OperatingSystemMXBean;
import io.kairoute.ctl.outcome.Refusal;
import java.lang.management.ManagementFactory;

/**
 * How much memory this process may take, beside what it is set to take: a node that would be ended by the kernel one night does
 * not start. Immutable.
 *
 * @param limitBytes the memory of the container, or of the machine
 * @param heapBytes what the heap may grow to
 */
record MemoryLimit(long limitBytes, long heapBytes) {
    private static final long MIB = 1L << 20;

    /** What a node takes beside its heap: code, classes, threads and buffers; pages of files are the kernel's to take back. */
    private static final long BESIDE_HEAP = 256 * MIB;

    /** A heap that a node with a small table and no customers gets through its start with. */
    private static final long LEAST_HEAP = 96 * MIB;

    /** That of this process. */
    static MemoryLimit ofProcess() {
        final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new MemoryLimit(system.getTotalMemorySize(), Runtime.getRuntime().maxMemory());
    }

    /**
     * Looks whether the node fits in.
     *
     * @throws Refusal when it does not; says what to change
     */
    void check() {
        if (heapBytes + BESIDE_HEAP > limitBytes) {
            throw new Refusal("The heap may grow to " + mib(heapBytes) + " and a node takes " + mib(BESIDE_HEAP)
                    + " beside it, but this process may take " + mib(limitBytes)
                    + ": raise the memory limit, or lower -Xmx in KAIROUTE_JAVA_OPTS.");
        }
        if (heapBytes < LEAST_HEAP) {
            throw new Refusal("The heap may grow to " + mib(heapBytes) + ", and a node needs " + mib(LEAST_HEAP)
                    + " at least: raise the memory limit, or -Xmx in KAIROUTE_JAVA_OPTS.");
        }
    }

    private static String mib(final long bytes) {
        return bytes / MIB + " MiB";
    }
}
