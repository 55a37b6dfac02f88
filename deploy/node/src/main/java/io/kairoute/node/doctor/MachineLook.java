package io.kairoute.node.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.node.capacity.Constants;
import io.kairoute.node.capacity.MemoryLimit;
import io.kairoute.node.capacity.MemoryNeed;
import io.kairoute.node.capacity.Stock;
import java.lang.management.ManagementFactory;

/** Looks at what the machine lets a node have: memory and open files. As serve is started, so this is: with the same options of the JVM. */
final class MachineLook {
    private static final long MIB = 1 << 20;
    private static final long OTHER_FILES = 500;
    private static final String MEMORY = "memory";

    private final Findings findings;

    MachineLook(final Findings findings) {
        this.findings = findings;
    }

    /** Looks at the memory of this process. */
    void lookAtMemory(final Stock stock, final int loops) {
        lookAtMemory(stock, MemoryNeed.of(stock, loops, Constants.shipped()), MemoryLimit.ofProcess());
    }

    void lookAtMemory(final Stock stock, final MemoryNeed need, final MemoryLimit limit) {
        final String found =
                "heap of " + Amounts.bytes(limit.heapBytes()) + ", " + Amounts.bytes(limit.limitBytes()) + " in all";
        if (!limit.hasRoomBesideHeap(need)) {
            findings.fault(
                    MEMORY,
                    found + ": the node would be killed for want of memory",
                    "raise the limit to " + Amounts.bytes(limit.heapBytes() + need.besideBytes())
                            + " or more, or lower -Xmx in KAIROUTE_JAVA_OPTS");
        } else if (!limit.hasRoomForIndexes(need)) {
            findings.warn(
                    MEMORY,
                    found + ": the index of " + stock.keys() + " keys does not fit, so each look-up goes to the file",
                    "KAIROUTE_JAVA_OPTS=-Xmx" + (need.leastIndexedHeapBytes() + MIB - 1) / MIB
                            + "m, or more; kairoute capacity tells how much");
        } else if (!limit.hasRoomForPages(need)) {
            findings.warn(
                    MEMORY,
                    found + ": the pages of the segment file (" + Amounts.bytes(need.pageBytes())
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
