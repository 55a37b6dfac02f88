package io.kairoute.gateway.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.SmallDisk;
import io.kairoute.gateway.TestTables;
import io.kairoute.router.Limits;
import io.kairoute.router.decide.Router;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.routing.v1.RouteRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far a decision log is behind what is decided. */
class DecisionLagTest {
    private static final long LATE_NS = TimeUnit.MILLISECONDS.toNanos(2_500);
    /** What a machine that is busy with others makes of a second at most. */
    private static final long FAR_TOO_LATE_NS = 2 * LATE_NS;

    private static final int EACH = 20;
    /** Twice as many as a rest of 8 ms makes of a second. */
    private static final int MOST_ROUNDS = 250;

    private final TenantDirectory tenants = TestTables.tenants("default");

    @TempDir
    private Path directory;

    @Test
    void shouldShowWhatWaitsAndForHowLongWhileItsThreadIsHeldUpAndCatchUp() {
        final CountDownLatch held = new CountDownLatch(1);
        try (DecisionLog log = new DecisionLog(
                ordinal -> directory.resolve("decisions"), DecisionLogSettings.DEFAULT, () -> now(held))) {
            ask(new Router(tenants, true, log.newSink()));

            try {
                await(() -> log.waitingBytes() > 0 && log.lagNs() > LATE_NS);
            } finally {
                held.countDown();
            }
            await(() -> log.waitingBytes() == 0 && log.lagNs() < LATE_NS);
            assertEquals(EACH, log.written());
        }
    }

    @Test
    void shouldBeLateForAsLongAsTheDiskTakesNothing() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 24);
                DecisionLog log = new DecisionLog(
                        ordinal -> disk.path().resolve("decisions"), DecisionLogSettings.DEFAULT, Instant::now)) {
            final Router router = new Router(tenants, true, log.newSink());
            ask(router);
            await(() -> log.written() == EACH && log.lagNs() < LATE_NS);
            disk.fill();

            await(() -> {
                ask(router);
                return log.lagNs() > FAR_TOO_LATE_NS;
            });

            disk.makeRoom();
            await(() -> log.lagNs() < LATE_NS);
        }
    }

    @Test
    void shouldLookAFewTimesASecondWhileNothingIsDecidedAndWriteWhatComesThen() throws Exception {
        final Rounds rounds = new Rounds();
        try (DecisionLog log = new DecisionLog(
                ordinal -> directory.resolve("decisions"), DecisionLogSettings.DEFAULT, Instant::now, rounds)) {
            final Router router = new Router(tenants, true, log.newSink());
            TimeUnit.MILLISECONDS.sleep(100);
            final int before = rounds.count;
            TimeUnit.SECONDS.sleep(1);

            final int inASecond = rounds.count - before;
            assertTrue(inASecond < MOST_ROUNDS, inASecond + " rounds in a second");
            ask(router);
            await(() -> log.written() == EACH);
        }
    }

    private static final class Rounds implements DecisionTap {
        private volatile int count;

        @Override
        public void decided(final DecisionRecord record) {
            // Only the rounds are counted.
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
        public void round(final long wallMs, final LongSupplier lostSoFar) {
            count++;
        }
    }

    private static Instant now(final CountDownLatch held) {
        try {
            held.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Instant.now();
    }

    private static void await(final BooleanSupplier isSo) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!isSo.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadlineNs, "waited in vain");
            Thread.onSpinWait();
        }
    }

    private static void ask(final Router router) {
        final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
        final byte[] request =
                RouteRequest.newBuilder().setContactId("c").build().toByteArray();
        for (int i = 0; i < EACH; i++) {
            final int length = router.route(
                    new UnsafeBuffer(request), 0, request.length, Router.ANY_TENANT, 1_793_000_000_000L, response, 0);
            assertTrue(length > 0, () -> "status=" + length);
        }
    }
}
