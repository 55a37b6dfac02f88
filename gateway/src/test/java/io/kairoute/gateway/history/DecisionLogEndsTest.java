package io.kairoute.gateway.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestTables;
import io.kairoute.router.Limits;
import io.kairoute.router.decide.Router;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a decision log's thread meets, it counts what is lost for it, keeps what was written before, and goes on. */
class DecisionLogEndsTest {
    private static final int EACH = 20;
    private static final DecisionLogSettings SMALL_CHUNKS =
            new DecisionLogSettings(1 << 20, 4_096, Long.MAX_VALUE / 2, Long.MAX_VALUE);

    private final TenantDirectory tenants = TestTables.tenants("default");
    private final AtomicReference<@Nullable Error> inClock = new AtomicReference<>();
    private final AtomicReference<@Nullable Error> inDirectory = new AtomicReference<>();

    @TempDir
    private Path directory;

    @Test
    void shouldLoseTheDecisionThatAnErrorMeetsAndNoOther() throws Exception {
        try (DecisionLog log = log(DecisionLogSettings.DEFAULT)) {
            final Router router = new Router(tenants, true, log.newSink());
            ask(router, 0, EACH);
            end(log);

            inClock.set(new StackOverflowError("on purpose"));
            ask(router, EACH, EACH + 1);
            awaitLost(log, 1);
            inClock.set(null);
            ask(router, EACH + 1, 2 * EACH);
            end(log);

            assertEquals(1, log.lost());
            assertEquals(contacts(2 * EACH, EACH), read());
        }
    }

    @Test
    void shouldAnswerAnEndOfAChunkThatAnErrorMeetsAndEndTheNext() throws Exception {
        inDirectory.set(new OutOfMemoryError("on purpose"));
        try (DecisionLog log = log(DecisionLogSettings.DEFAULT)) {
            final Router router = new Router(tenants, true, log.newSink());

            final Throwable refused = failureOf(log);

            assertTrue(refused instanceof OutOfMemoryError, refused::toString);
            inDirectory.set(null);
            ask(router, 0, EACH);
            end(log);
            assertEquals(0, log.lost());
            assertEquals(contacts(EACH), read());
        }
    }

    @Test
    void shouldLoseWhatComesWhileNoChunkCanBeBegunAndBeginOneLater() throws Exception {
        try (DecisionLog log = log(SMALL_CHUNKS)) {
            final Router router = new Router(tenants, true, log.newSink());
            ask(router, 0, EACH);
            end(log);
            // Where the next chunk belongs is a directory, and so no file of that name can be made.
            final Path inTheWay = Files.createDirectory(Chunk.file(decisions(), end(log) + 1));

            ask(router, EACH, EACH + 1);
            awaitLost(log, 1);
            Files.delete(inTheWay);
            ask(router, EACH + 1, 2 * EACH);
            end(log);

            assertEquals(1, log.lost());
            assertEquals(contacts(2 * EACH, EACH), read());
        }
    }

    @Test
    void shouldLogOnAfterAStepBackOfTheClock() throws Exception {
        final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-29T12:00:00Z"));
        try (DecisionLog log = new DecisionLog(ordinal -> decisions(), SMALL_CHUNKS, now::get)) {
            final Router router = new Router(tenants, true, log.newSink());
            ask(router, 0, EACH);
            end(log);

            now.set(now.get().minusSeconds(86_400));
            ask(router, EACH, 2 * EACH);
            end(log);

            assertEquals(0, log.lost());
            assertEquals(contacts(2 * EACH), read());
        }
    }

    private DecisionLog log(final DecisionLogSettings settings) {
        final IntFunction<Path> directoryOf = ordinal -> {
            fail(inDirectory);
            return decisions();
        };
        final InstantSource clock = () -> {
            fail(inClock);
            return Instant.now();
        };
        return new DecisionLog(directoryOf, settings, clock);
    }

    /** Throws what is to be thrown, as long as it is: the log's thread reads the clock between decisions, too. */
    private static void fail(final AtomicReference<@Nullable Error> with) {
        final Error error = with.get();
        if (error != null) {
            throw error;
        }
    }

    private Path decisions() {
        return directory.resolve("decisions");
    }

    private static long end(final DecisionLog log) throws Exception {
        return log.endChunk(0).get(30, TimeUnit.SECONDS);
    }

    private static Throwable failureOf(final DecisionLog log) throws Exception {
        try {
            throw new AssertionError("ended chunk " + end(log));
        } catch (final ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        }
    }

    private static void awaitLost(final DecisionLog log, final long count) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (log.lost() < count) {
            assertTrue(System.nanoTime() < deadlineNs, "nothing was lost");
            Thread.onSpinWait();
        }
    }

    private static void ask(final Router router, final int from, final int to) {
        final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
        for (int i = from; i < to; i++) {
            final byte[] request =
                    RouteRequest.newBuilder().setContactId("c" + i).build().toByteArray();
            final int length = router.route(
                    new UnsafeBuffer(request), 0, request.length, Router.ANY_TENANT, 1_793_000_000_000L, response, 0);
            assertTrue(length > 0, () -> "status=" + length);
        }
    }

    /** The contacts asked about, but for some. */
    private static List<String> contacts(final int count, final int... missing) {
        return IntStream.range(0, count)
                .filter(i -> IntStream.of(missing).noneMatch(one -> one == i))
                .mapToObj(i -> "c" + i)
                .toList();
    }

    /** The contacts in the log, which must be sound. */
    private List<String> read() {
        final List<String> contacts = new ArrayList<>();
        final ChunkReader reader = new ChunkReader();
        reader.read(decisions(), (record, set) -> {
            final byte[] answer = new byte[record.responseLength()];
            record.buffer().getBytes(record.responseOffset(), answer);
            contacts.add(contactOf(answer));
            return true;
        });
        assertEquals(0, reader.damaged());
        return contacts;
    }

    private static String contactOf(final byte[] answer) {
        try {
            return RouteResponse.parseFrom(answer).getContactId();
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }
}
