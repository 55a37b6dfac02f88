package io.kairoute.node.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.router.segment.IndexBudget;
import java.lang.management.ManagementFactory;

/** Looks at what the machine lets a node have: memory and open files. As serve is started, so this is: with the same options of the JVM. */
final class MachineLook {
    /** What a node needs beside its heap: buffers, threads, code. */
    private static final long BESIDE_HEAP = 512L << 20;
    /** What the read index takes for a key, and the file for its page. */
    private static final long INDEX_BYTES = 54;

    private static final long HEAP_SHARE = 4;
    private static final long MIB = 1 << 20;
    private static final long PAGE_BYTES = 250;
    private static final long OTHER_FILES = 500;
    private static final String MEMORY = "memory";

    private final Findings findings;

    MachineLook(final Findings findings) {
        this.findings = findings;
    }

    /**
     * Looks at memory.
     *
     * @param keys the keys of all customers that are served
     */
    void lookAtMemory(final long keys) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            lookAtMemory(
                    keys,
                    Runtime.getRuntime().maxMemory(),
                    system.getTotalMemorySize(),
                    IndexBudget.ofProcess().bytes());
        }
    }

    void lookAtMemory(final long keys, final long heap, final long machine, final long indexRoom) {
        final String found = "heap of " + Amounts.bytes(heap) + ", " + Amounts.bytes(machine) + " in all";
        if (heap + BESIDE_HEAP > machine) {
            findings.fault(
                    MEMORY,
                    found + ": the node would be killed for want of memory",
                    "raise the limit to " + Amounts.bytes(heap + BESIDE_HEAP)
                            + " or more, or lower -Xmx in KAIROUTE_JAVA_OPTS");
        } else if (keys * INDEX_BYTES > indexRoom) {
            findings.warn(
                    MEMORY,
                    found + ": the index of " + keys + " keys does not fit, so each look-up goes to the file",
                    "KAIROUTE_JAVA_OPTS=-Xmx" + keys * INDEX_BYTES * HEAP_SHARE / MIB + "m, or more");
        } else if (heap + BESIDE_HEAP + keys * PAGE_BYTES > machine) {
            findings.warn(
                    MEMORY,
                    found + ": the pages of the segment file (" + Amounts.bytes(keys * PAGE_BYTES)
                            + ") do not fit beside it",
                    "give the machine more, or accept slower look-ups of rare customers");
        } else {
            findings.ok(MEMORY, found);
        }
    }

    void lookAtFiles(final GatewayConfig config) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            final long most = system.getMaxFileDescriptorCount();
            final long need = 2L * config.route().overload().connections() + OTHER_FILES;
            if (most < need) {
                findings.warn(
                        "open files",
                        "this user may have " + most + " open, and both listeners full would need " + need,
                        "raise the limit (LimitNOFILE, ulimit -n), or lower route.max_connections");
            } else {
                findings.ok("open files", "this user may have " + most + " open");
            }
        }
    }
}
