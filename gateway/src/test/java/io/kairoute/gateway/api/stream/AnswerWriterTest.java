package io.kairoute.gateway.api.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.StringValue;
import com.google.rpc.Code;
import io.kairoute.gateway.observe.EndCause;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How answers reach callers that read, read slowly, do not read, or go. */
class AnswerWriterTest {
    private static final AnswerPace SHORT = new AnswerPace(300, 100);

    private static final AnswerForm LINES = new JsonLines(AnswerWriterTest::page);

    private final Vertx vertx = Vertx.vertx();

    /** Held: a client that nobody holds any more is closed by the next collection of garbage, with its connections. */
    private final List<HttpClient> clients = new ArrayList<>();

    private final CompletableFuture<EndCause> ended = new CompletableFuture<>();
    private final CompletableFuture<Boolean> connectionClosed = new CompletableFuture<>();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpVersion.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void shouldEndACallThatNobodyReadsAndLetItsProducerGo(final HttpVersion version) throws Exception {
        final CompletableFuture<Boolean> producer = new CompletableFuture<>();
        final HttpServer server = serve(request -> {
            final PacedAnswers answers = new PacedAnswers(LINES, 60_000, cause -> {});
            begin(request, LINES, answers);
            own(() -> {
                boolean isWanted = true;
                while (isWanted) {
                    isWanted = answers.send(StringValue.of("x".repeat(100_000)));
                }
                producer.complete(isWanted);
            });
        });

        final HttpClientResponse response = get(server, version);
        response.pause();

        assertEquals(EndCause.NOT_READ, ended.get(60, TimeUnit.SECONDS));
        assertFalse(producer.get(60, TimeUnit.SECONDS));
        if (version == HttpVersion.HTTP_1_1) {
            connectionClosed.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldGiveEveryLineInOrderToASlowReader() throws Exception {
        final HttpServer server = serve(request -> {
            final PacedAnswers answers = new PacedAnswers(LINES, 60_000, cause -> {});
            begin(request, AnswerPace.FINITE, LINES, answers);
            own(() -> {
                for (int i = 0; i < 200; i++) {
                    assertTrue(answers.send(StringValue.of(i + "x".repeat(10_000))));
                }
                answers.refuse(Refusal.of(Code.ABORTED, "CHANGED", "It changed."), EndCause.REFUSED);
            });
        });

        final HttpClientResponse response = get(server, HttpVersion.HTTP_2);
        final Buffer body = Buffer.buffer();
        final CompletableFuture<String> whole = new CompletableFuture<>();
        response.handler(bytes -> {
                    body.appendBuffer(bytes);
                    response.pause();
                    vertx.runOnContext(nothing -> response.resume());
                })
                .endHandler(end -> whole.complete(body.toString()));
        response.resume();
        final List<String> lines = whole.get(60, TimeUnit.SECONDS).lines().toList();

        assertEquals(201, lines.size());
        for (int i = 0; i < 200; i++) {
            assertTrue(lines.get(i).startsWith("\"" + i + "x"), lines.get(i).substring(0, 5));
        }
        assertTrue(lines.get(200).startsWith("{\"error\":{") && lines.get(200).contains("CHANGED"), lines.get(200));
        assertEquals(EndCause.REFUSED, ended.get(60, TimeUnit.SECONDS));
    }

    @Test
    void shouldKeepAQuietWatchAliveAndForgetItOnceItsCallerIsGone() throws Exception {
        final LatestAnswers answers = new LatestAnswers(() -> {});
        final HttpServer server = serve(request -> begin(request, new EventLines(AnswerWriterTest::page), answers));
        answers.present(java.util.Map.of("a", StringValue.of("a")), "n-7", true);

        final HttpClientResponse response = get(server, HttpVersion.HTTP_1_1);
        final Buffer body = Buffer.buffer();
        final CompletableFuture<String> beaten = new CompletableFuture<>();
        response.handler(bytes -> {
            body.appendBuffer(bytes);
            if (body.toString().contains(": still here\n\n")) {
                beaten.complete(body.toString());
            }
        });
        response.resume();

        assertEquals("text/event-stream", response.getHeader("content-type"));
        assertTrue(
                beaten.get(60, TimeUnit.SECONDS)
                        .startsWith("retry: 2000\n\nevent: anew\ndata: {}\n\ndata: \"a\"\n\nid: n-7\n\n"),
                body::toString);
        response.request().connection().close();
        assertEquals(EndCause.RESET, ended.get(60, TimeUnit.SECONDS));
        assertTrue(answers.isOver());
    }

    @Test
    void shouldRefuseWithAStatusWhatIsRefusedBeforeTheFirstAnswer() throws Exception {
        final LatestAnswers answers = new LatestAnswers(() -> {});
        answers.refuse(Refusal.of(Code.RESOURCE_EXHAUSTED, "FULL", "It is full."));
        final HttpServer server = serve(request -> begin(request, new EventLines(AnswerWriterTest::page), answers));

        assertEquals(429, get(server, HttpVersion.HTTP_1_1).statusCode());
        assertEquals(EndCause.REFUSED, ended.get(60, TimeUnit.SECONDS));
    }

    @Test
    void shouldAnswerWithAFaultWhenTheSourceThrowsAnError() throws Exception {
        final HttpServer server =
                serve(request -> begin(request, new EventLines(AnswerWriterTest::page), new Broken()));

        assertEquals(500, get(server, HttpVersion.HTTP_1_1).statusCode());
        assertEquals(EndCause.THROWN, ended.get(60, TimeUnit.SECONDS));
    }

    private void begin(final HttpServerRequest request, final AnswerForm form, final AnswerSource source) {
        begin(request, SHORT, form, source);
    }

    private void begin(
            final HttpServerRequest request, final AnswerPace pace, final AnswerForm form, final AnswerSource source) {
        AnswerWriter.begin(new AnswerCall(vertx, request, form, pace, new OpenAnswers(ended::complete)), source);
    }

    private HttpServer serve(final Consumer<HttpServerRequest> calls) {
        return vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .connectionHandler(one -> one.closeHandler(closed -> connectionClosed.complete(true)))
                .requestHandler(calls::accept)
                .listen()
                .await();
    }

    private HttpClientResponse get(final HttpServer server, final HttpVersion version) {
        final HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(version).setHttp2ClearTextUpgrade(false));
        clients.add(client);
        return client.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/")
                .compose(request -> request.send().map(response -> {
                    response.pause();
                    return response;
                }))
                .await();
    }

    private static void own(final Runnable work) {
        final Thread thread = new Thread(work, "producer");
        thread.setDaemon(true);
        thread.start();
    }

    private static void page(final HttpServerRequest request, final Refusal refusal) {
        request.response().setStatusCode(refusal.httpStatus()).end();
    }

    /** A source that fails. */
    private static final class Broken implements AnswerSource {
        @Override
        public void begin(final Runnable wake) {}

        @Override
        public AnswerStep next() {
            throw new StackOverflowError();
        }

        @Override
        public void over(final EndCause cause) {}
    }
}
