package io.kairoute.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.observe.EndCause;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upload that comes too slowly is ended, and one that is taken slowly is not. */
@Timeout(60)
class UploadPaceTest {
    private static final String PATH = PlainUpload.PATH;

    private @Nullable UploadServer open;

    @AfterEach
    void stop() throws Exception {
        if (open != null) {
            open.close();
        }
    }

    @Test
    void shouldEndAnUploadThatStalls() throws Exception {
        final UploadServer server = serve(new UploadPace(60_000, 200, 16));

        final String answer = PlainUpload.put(
                server.port(), "PUT " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n1,2");

        assertTrue(answer.startsWith("HTTP/1.1 504") && answer.contains("TOO_SILENT"), answer);
        assertEquals(EndCause.STALLED, server.ended());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void shouldEndAnUploadOfWhichNextToNothingComes(final int bytesAtOnce) throws Exception {
        final UploadServer server = serve(new UploadPace(60_000, 300, 16 * 1024));
        final HttpClientRequest request = server.grpc();
        request.write(UploadServer.head());
        // Of five bytes each is a whole message, empty, that is taken.
        final Buffer drop = Buffer.buffer(new byte[bytesAtOnce]);
        final long drops = server.vertx().setPeriodic(10, id -> request.write(drop));

        final var response = request.response().await();

        server.vertx().cancelTimer(drops);
        assertEquals("4", response.getHeader("grpc-status"));
        assertEquals(EndCause.STALLED, server.ended());
        assertEquals(1, server.counted("STALLED"));
    }

    @Test
    void shouldNotBlameACallerForTheTimeThatItsFileIsTaken() throws Exception {
        final UploadServer server = serve(new UploadPace(60_000, 600, 1));
        final CountDownLatch held = holdWhatIsTaken(server);
        final CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return PlainUpload.put(server.port(), PlainUpload.withLength(new byte[70_000]));
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        server.awaitBegun();
        final CountDownLatch looks = new CountDownLatch(400);
        final long timer = server.vertx().setPeriodic(2, id -> looks.countDown());
        await(looks);
        server.vertx().cancelTimer(timer);

        held.countDown();

        assertTrue(answer.get(20, TimeUnit.SECONDS).startsWith("HTTP/1.1 200"), answer::join);
        assertEquals(EndCause.ANSWERED, server.ended());
        assertEquals(1, server.counted("OK"));
    }

    @Test
    void shouldEndAnUploadWhoseTimeIsOverWhileItIsTaken() throws Exception {
        final UploadServer server = serve(new UploadPace(500, 60_000, 1));
        final CountDownLatch held = holdWhatIsTaken(server);

        final String answer =
                PlainUpload.put(server.port(), PlainUpload.withLength("1,2".getBytes(StandardCharsets.US_ASCII)));

        assertTrue(answer.startsWith("HTTP/1.1 504"), answer);
        assertEquals(EndCause.TIMED_OUT, server.ended());
        server.awaitAbandoned();
        assertEquals(0, server.over(), "it is over only once nothing of it runs");
        held.countDown();
    }

    /** Nothing is taken before the latch is open. */
    private static CountDownLatch holdWhatIsTaken(final UploadServer server) {
        final CountDownLatch held = new CountDownLatch(1);
        server.atEachStep(name -> {
            if (name.equals("take")) {
                await(held);
            }
        });
        return held;
    }

    private UploadServer serve(final UploadPace pace) {
        final UploadServer server = new UploadServer(pace);
        open = server;
        return server;
    }

    private static void await(final CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
