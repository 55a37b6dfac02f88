package io.kairoute.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
    private static final long TICKS = 30;
    private static final long MS_OF_A_TICK = 10;

    @Test
    void shouldCountAsOtherPeoplesWhatWasUsedOrStolenAndIsNotOurs() {
        //                                            user nice system idle iowait irq softirq steal guest guest_nice
        final ProcessorTime before = ProcessorTime.of("cpu  100 10 50 800 40 5 5 20 30 0", 60);
        final ProcessorTime after = ProcessorTime.of("cpu  150 10 60 850 40 9 9 32 60 0", 100);

        // 130 ticks passed; 50 of user, 10 of system and 12 that were stolen were used, 40 of them by us.
        assertEquals((72 - 40) / 130.0, after.othersSince(before), 1e-9);
    }

    @Test
    void shouldSayThatItDoesNotKnowWhereTheMachineDoesNotTell() {
        final ProcessorTime untold = ProcessorTime.of("", 0);

        assertTrue(Double.isNaN(untold.othersSince(untold)));
    }

    @Test
    void shouldCountAChildAsOurs() throws IOException, InterruptedException {
        final long before = ProcessorTime.oursTicks();
        final Process child = new ProcessBuilder(
                        List.of("sh", "-c", "i=0; while [ $i -lt 4000000 ]; do i=$((i+1)); done; sleep 60"))
                .start();
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        try {
            // A child that lives counts, and one that has ended does still.
            while (ticksOf(child) < TICKS) {
                assertTrue(System.nanoTime() < deadlineNs, "the child does not run");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            assertTrue(ProcessorTime.oursTicks() - before >= TICKS);
        } finally {
            final Process killed = child.destroyForcibly();
            killed.waitFor();
        }
        assertTrue(ProcessorTime.oursTicks() - before >= TICKS);
    }

    private static long ticksOf(final Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / MS_OF_A_TICK;
    }
}
