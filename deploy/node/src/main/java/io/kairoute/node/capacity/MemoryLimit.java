package io.kairoute.node.capacity;

import com.sun.management.OperatingSystemMXBean;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.router.segment.IndexBudget;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;

/**
 * How much memory this process may take, beside what it is set to take: a node that would be ended by the kernel one night does
 * not start. Immutable.
 *
 * @param limitBytes the memory of the container, or of the machine
 * @param heapBytes what the heap may grow to
 * @param indexRoomBytes what of it read indexes may take; 0 where there are to be none
 */
public record MemoryLimit(long limitBytes, long heapBytes, long indexRoomBytes) {
    private static final long MIB = 1L << 20;

    /** A heap that a node with a small table and no customers gets through its start with. */
    private static final long LEAST_HEAP = 96 * MIB;

    /** That of this process. */
    public static MemoryLimit ofProcess() {
        final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new MemoryLimit(
                system.getTotalMemorySize(),
                Runtime.getRuntime().maxMemory(),
                IndexBudget.ofProcess().bytes());
    }

    /**
     * Looks whether a node fits in.
     *
     * @param notes takes a sentence where it does, and not all of it in memory
     * @throws Refusal when it does not; says what to change
     */
    public void check(final MemoryNeed need, final Consumer<String> notes) {
        if (!hasRoomBesideHeap(need)) {
            throw new Refusal("The heap may grow to " + mib(heapBytes) + " and a node takes " + mib(need.besideBytes())
                    + " beside it, but this process may take " + mib(limitBytes)
                    + ": raise the memory limit, or lower -Xmx in KAIROUTE_JAVA_OPTS.");
        }
        final long least = LEAST_HEAP + need.tenantBytes();
        if (heapBytes < least) {
            throw new Refusal("The heap may grow to " + mib(heapBytes) + ", and this node needs " + mib(least)
                    + " at least: raise the memory limit, or -Xmx in KAIROUTE_JAVA_OPTS.");
        }
        if (!hasRoomForIndexes(need)) {
            notes.accept("the heap may grow to " + mib(heapBytes) + ", and the read index of the customers has room in "
                    + mib(need.leastIndexedHeapBytes())
                    + " and more, so each look-up goes to the file: raise -Xmx in KAIROUTE_JAVA_OPTS; kairoute capacity tells how"
                    + " much");
        } else if (!hasRoomForPages(need)) {
            notes.accept("this process may take " + mib(limitBytes)
                    + ", and heap, what is beside it and the pages of the segment"
                    + " files want " + mib(heapBytes + need.besideBytes() + need.pageBytes())
                    + ", so look-ups of rare customers wait for the disk: raise the memory limit, or lower -Xmx in"
                    + " KAIROUTE_JAVA_OPTS");
        }
    }

    /** Whether the heap may grow as far as it is allowed to. */
    public boolean hasRoomBesideHeap(final MemoryNeed need) {
        return heapBytes + need.besideBytes() <= limitBytes;
    }

    /** Whether the read indexes of what is served fit in, or none are wanted. */
    public boolean hasRoomForIndexes(final MemoryNeed need) {
        return indexRoomBytes == 0 || need.indexBytes() <= indexRoomBytes;
    }

    /** Whether the segment files stay in memory beside all else. */
    public boolean hasRoomForPages(final MemoryNeed need) {
        return heapBytes + need.besideBytes() + need.pageBytes() <= limitBytes;
    }

    private static String mib(final long bytes) {
        return (bytes + MIB - 1) / MIB + " MiB";
    }
}
