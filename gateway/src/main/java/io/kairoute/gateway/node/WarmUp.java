package io.kairoute.gateway.node;

import io.kairoute.gateway.format.ResponseFormat;
import io.kairoute.gateway.format.ResponseFormats;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a node that has just come up dry-run questions, in each form that questions and answers may take, until it answers as fast as it will,
 * so that it says it is ready only when the first real ones find its classes loaded and compiled.
 *
 * <p>Without it the first questions of a cold process take longer than a call may, and would get the answer of the
 * deadline. The client is Vert.x's, most of whose classes the server has at work already. Whatever goes wrong here is no
 * reason not to start.
 */
final class WarmUp {
    /** Questions of each kind that are in flight together, as they are under load. */
    private static final int TOGETHER = 8;

    private static final int LEAST_ROUNDS = 20;

    /** A round of so many questions that takes less shows a node that is warm. */
    private static final long WARM_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final int WARM_ROUNDS = 5;
    private static final long MOST_MS = 600;
    private static final long LEAST_MS = 250;

    /** How old a process may be when it has warmed up; it is to be ready after 3 s. */
    private static final long OLDEST_MS = 2_500;

    /** What is answered in that time was decided, and not left to the deadline, which is 50 ms unless it is set. */
    private static final long QUICK_NS = TimeUnit.MILLISECONDS.toNanos(25);

    /** A node that cannot answer each question as quickly in that time is on a machine that is too busy to wait for. */
    private static final long LONGEST_MS = 5_000;

    private static final String JSON_PATH = "/v1/route";

    private static final Buffer GRPC_QUESTION = framed(RouteRequest.newBuilder()
            .setContactId("warm-up")
            .setCustomerKey("warm:up")
            .setChannel("VOICE")
            .setIntent("warm-up")
            .setDryRun(true)
            .build());
    private static final Buffer JSON_QUESTION =
            Buffer.buffer("{\"contact_id\":\"warm-up\",\"customer_key\":\"warm:up\","
                    + "\"channel\":\"VOICE\",\"intent\":\"warm-up\",\"dry_run\":true}");

    private static final Buffer WHY_QUESTION = Buffer.buffer("{\"contact_id\":\"warm-up\",\"customer_key\":\"warm:up\","
            + "\"channel\":\"VOICE\",\"intent\":\"warm-up\",\"dry_run\":true,\"explain\":\"FULL\"}");

    /** In an answer whose reasons came too late. */
    private static final String CUT = "\"truncated\":true";

    private static final Buffer TEXT_QUESTION =
            Buffer.buffer(Base64.getEncoder().encode(GRPC_QUESTION.getBytes()));
    private static final Buffer FORM_QUESTION =
            Buffer.buffer("contact_id=warm-up&customer_key=warm%3Aup&channel=VOICE&intent=warm-up&dry_run=true");

    private final String key;
    private final HttpClient http2;
    private final HttpClient http1;
    private final List<Question> often;
    private final List<Question> others;
    private final Set<Question> cold = new HashSet<>();

    /** What is asked, and how. */
    private record Question(HttpVersion version, String path, String contentType, Buffer body) {
        boolean isHttp2() {
            return version == HttpVersion.HTTP_2;
        }
    }

    private WarmUp(final String key, final HttpClient http2, final HttpClient http1) {
        this.key = key;
        this.http2 = http2;
        this.http1 = http1;
        final String grpcPath = "/" + RoutingServiceGrpc.getRouteMethod().getFullMethodName();
        this.often = List.of(
                new Question(HttpVersion.HTTP_2, grpcPath, "application/grpc", GRPC_QUESTION),
                new Question(HttpVersion.HTTP_1_1, JSON_PATH, "application/json", JSON_QUESTION));
        this.others = new ArrayList<>(List.of(
                new Question(HttpVersion.HTTP_1_1, grpcPath, "application/grpc-web+proto", GRPC_QUESTION),
                new Question(HttpVersion.HTTP_1_1, grpcPath, "application/grpc-web-text+proto", TEXT_QUESTION),
                new Question(HttpVersion.HTTP_1_1, JSON_PATH, "application/x-www-form-urlencoded", FORM_QUESTION),
                new Question(HttpVersion.HTTP_1_1, JSON_PATH, "application/json", WHY_QUESTION)));
        for (final ResponseFormat format : new ResponseFormats(Map.of()).all()) {
            others.add(new Question(
                    HttpVersion.HTTP_1_1, JSON_PATH + "?format=" + format.name(), "application/json", JSON_QUESTION));
        }
        cold.addAll(often);
        cold.addAll(others);
    }

    /** Asks until the node is warm: for 0.6 s at most, less when the process took long to get here, and longer only for a form that was
     * never answered quickly. */
    static void ask(final Vertx vertx, final OwnDoor door) {
        final HttpClient http2 = client(vertx, door, HttpVersion.HTTP_2);
        final HttpClient http1 = client(vertx, door, HttpVersion.HTTP_1_1);
        try {
            new WarmUp(door.key(), http2, http1).ask();
        } finally {
            Waiting.forClose(Future.join(http2.close(), http1.close()));
        }
    }

    private static HttpClient client(final Vertx vertx, final OwnDoor door, final HttpVersion version) {
        return vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(version)
                .setHttp2ClearTextUpgrade(false)
                .setDefaultHost(door.host())
                .setDefaultPort(door.port()));
    }

    private static Buffer framed(final RouteRequest request) {
        return Buffer.buffer()
                .appendByte((byte) 0)
                .appendInt(request.getSerializedSize())
                .appendBytes(request.toByteArray());
    }

    private void ask() {
        final long ageMs = ManagementFactory.getRuntimeMXBean().getUptime();
        final long mostMs = Math.max(LEAST_MS, Math.min(MOST_MS, OLDEST_MS - ageMs));
        final long beginNs = System.nanoTime();
        final long endNs = beginNs + TimeUnit.MILLISECONDS.toNanos(mostMs);
        final long lastNs = beginNs + TimeUnit.MILLISECONDS.toNanos(LONGEST_MS);
        int warm = 0;
        for (int round = 0; round < LEAST_ROUNDS || warm < WARM_ROUNDS || !isWarm(); round++) {
            final long startNs = System.nanoTime();
            if ((startNs >= endNs && isWarm()) || startNs >= lastNs || !askOften(lastNs)) {
                return;
            }
            warm = System.nanoTime() - startNs < WARM_NS ? warm + 1 : 0;
            if (!askOthers(lastNs)) {
                return;
            }
        }
    }

    /** Asks what is asked often, several times at once as under load; false when nothing comes back in time. */
    private boolean askOften(final long lastNs) {
        final List<Future<Void>> answers = new ArrayList<>();
        for (int i = 0; i < TOGETHER; i++) {
            often.forEach(question -> answers.add(ask(question)));
        }
        return isAnswered(Future.all(answers), lastNs);
    }

    /** Asks of the rest what is cold still, one after the other: in a queue behind others none would be answered quickly. */
    private boolean askOthers(final long lastNs) {
        for (final Question question : stillCold()) {
            if (!isAnswered(ask(question), lastNs)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAnswered(final Future<?> answer, final long lastNs) {
        try {
            answer.toCompletionStage()
                    .toCompletableFuture()
                    .get(Math.max(1, lastNs - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (final ExecutionException | TimeoutException e) {
            return false;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isWarm() {
        synchronized (cold) {
            return cold.isEmpty();
        }
    }

    private List<Question> stillCold() {
        synchronized (cold) {
            return others.stream().filter(cold::contains).toList();
        }
    }

    /** Asks, and takes a question for warm that is answered, with its reasons, long before a deadline would answer it. */
    private Future<Void> ask(final Question question) {
        final long askedNs = System.nanoTime();
        return (question.isHttp2() ? http2 : http1)
                .request(HttpMethod.POST, question.path())
                .compose(request -> request.putHeader(HttpHeaders.CONTENT_TYPE, question.contentType())
                        .putHeader("x-api-key", key)
                        .send(question.body()))
                .compose(HttpClientResponse::body)
                .map(answer -> {
                    if (System.nanoTime() - askedNs < QUICK_NS
                            && !answer.toString().contains(CUT)) {
                        warmed(question);
                    }
                    return null;
                });
    }

    private void warmed(final Question question) {
        synchronized (cold) {
            cold.remove(question);
        }
    }
}
