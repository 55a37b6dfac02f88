package io.kairoute.bench.micro;

import com.sun.management.ThreadMXBean;
import io.kairoute.bench.subject.Contacts;
import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.bench.subject.Scenario;
import io.kairoute.bench.subject.Subject;
import java.lang.management.ManagementFactory;

/**
 * Counts, to the byte, what decisions allocate: the thread's own counter before and after many of them, in every scenario.
 *
 * <p>JMH's profiler divides what the whole JVM allocates by the calls, so it can tell nothing from very little.
 */
public final class RouteAllocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CONTACTS = 1 << 13;
    private static final int RULES = 1_000;
    private static final long CUSTOMERS = 100_000;
    private static final int ATTEMPTS = 5;
    private static final int PASSES = 4;

    private RouteAllocation() {}

    /** Bytes for one decision, the most of all scenarios. */
    public static double bytesPerRoute() {
        try (Subject subject = new Subject(RULES, CustomerSet.open(CUSTOMERS))) {
            double most = 0;
            for (final Scenario scenario : Scenario.values()) {
                most = Math.max(
                        most,
                        leastBytes(subject, Contacts.of(scenario, CONTACTS, CUSTOMERS, RULES))
                                / (double) (CONTACTS * PASSES));
            }
            return most;
        }
    }

    // The counting itself may see some bytes of the JVM's own, once; a decision that allocates does so in every
    // attempt.
    private static long leastBytes(final Subject subject, final Contacts contacts) {
        final long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            final long before = THREADS.getThreadAllocatedBytes(thread);
            for (int i = 0; i < CONTACTS * PASSES; i++) {
                contacts.next();
                if (subject.route(contacts) <= 0) {
                    throw new IllegalStateException("a contact was refused");
                }
            }
            least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
        }
        return least;
    }
}
