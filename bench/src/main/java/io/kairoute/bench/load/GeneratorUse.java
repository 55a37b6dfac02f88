package io.kairoute.bench.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How much of its processor the generator uses.
 *
 * <p>A pacer waits by yielding, so its time is no work. Thread-confined: owned by the generator's event loop, whose time it reads.
 */
final class GeneratorUse {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final long pacer;
    private final int processors = Runtime.getRuntime().availableProcessors();
    private final long fromNs = System.nanoTime();
    private final long loopFromNs = THREADS.getCurrentThreadCpuTime();
    private final long processFromNs;

    /** Begins to count; {@code pacer} is the id of the pacer's thread. */
    GeneratorUse(final long pacer) {
        this.pacer = pacer;
        processFromNs = workNs();
    }

    /** The share so far of the processor that limits it: its event loop's own, or all that this process may use. */
    double share() {
        final double wallNs = Math.max(1, System.nanoTime() - fromNs);
        final double loop = (THREADS.getCurrentThreadCpuTime() - loopFromNs) / wallNs;
        final double process = (workNs() - processFromNs) / (wallNs * processors);
        return Math.max(loop, process);
    }

    private long workNs() {
        return PROCESS.getProcessCpuTime() - Math.max(0, THREADS.getThreadCpuTime(pacer));
    }
}
