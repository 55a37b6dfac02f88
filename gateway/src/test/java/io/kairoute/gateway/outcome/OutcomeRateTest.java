package io.kairoute.gateway.outcome;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.control.v1.Outcome;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.store.TenantFolder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many outcomes are acknowledged in a second, each when it is on the disk; wants a quiet machine. */
@Tag("wallclock")
class OutcomeRateTest {
    private static final int IN_ONE = 100;
    private static final int CALLS_A_SECOND = 200;
    private static final int SECONDS = 20;
    private static final double MOST_P99_MS = 50;
    private static final double NS_PER_MS = 1e6;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldAcknowledgeTwentyThousandASecondWithinFiftyMilliseconds() {
        final OutcomeChecks checks =
                new OutcomeChecks("default", new KeyHasher(new byte[KeyHasher.SECRET_BYTES]), InstantSource.system());
        try (OutcomeLog log = new OutcomeLog(
                List.of(new TenantFolder(directory, true)), OutcomeSettings.of(1L << 34), InstantSource.system())) {
            tell(log, checks, "warm", 5);

            final long[] tookNs = tell(log, checks, "call", SECONDS);

            Arrays.sort(tookNs);
            final double p99 = tookNs[tookNs.length * 99 / 100] / NS_PER_MS;
            System.out.printf(
                    "%,d outcomes a second, %d in a call: p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                    CALLS_A_SECOND * IN_ONE,
                    IN_ONE,
                    tookNs[tookNs.length / 2] / NS_PER_MS,
                    p99,
                    tookNs[tookNs.length - 1] / NS_PER_MS);
            assertTrue(p99 < MOST_P99_MS, () -> "p99=" + p99 + " ms");
        }
    }

    // In open loop: each call is timed from when it was to be made, whatever became of those before it.
    private static long[] tell(final OutcomeLog log, final OutcomeChecks checks, final String name, final int seconds) {
        final List<CompletableFuture<Long>> calls = new ArrayList<>();
        final long beganNs = System.nanoTime();
        for (int call = 0; call < CALLS_A_SECOND * seconds; call++) {
            final long dueNs = beganNs + call * (TimeUnit.SECONDS.toNanos(1) / CALLS_A_SECOND);
            while (System.nanoTime() < dueNs) {
                LockSupport.parkNanos(dueNs - System.nanoTime());
            }
            calls.add(log.report(0, records(checks, name + call)).thenApply(statuses -> System.nanoTime() - dueNs));
        }
        return calls.stream().mapToLong(CompletableFuture::join).toArray();
    }

    private static List<OutcomeRecord> records(final OutcomeChecks checks, final String name) {
        final List<OutcomeRecord> records = new ArrayList<>(IN_ONE);
        for (int i = 0; i < IN_ONE; i++) {
            final Outcome outcome = TestOutcomes.of(name + "-" + i, 1)
                    .setHandleMs(312_000)
                    .setTransfers(1)
                    .setResolved(true)
                    .setResolvedBy("AGENT")
                    .build();
            try {
                records.add(checks.check(outcome));
            } catch (final OutcomeRefused e) {
                throw new AssertionError(e);
            }
        }
        return records;
    }
}
