package io.kairoute.router;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the bytes that the calling thread allocates in a piece of work, after a warm-up of it. */
public final class AllocationProbe {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private AllocationProbe() {}

    /**
     * The bytes that {@code runs} runs of the work allocate.
     *
     * <p>The count itself may see a few hundred bytes of the JVM's own, once: the least of three measurements is given.
     */
    public static long allocatedBytes(final int runs, final Runnable work) {
        final long thread = Thread.currentThread().getId();
        for (int i = 0; i < runs; i++) {
            work.run();
        }
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 3; attempt++) {
            final long before = THREADS.getThreadAllocatedBytes(thread);
            for (int i = 0; i < runs; i++) {
                work.run();
            }
            least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
        }
        return least;
    }
}
