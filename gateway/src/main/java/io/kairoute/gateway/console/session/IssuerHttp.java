package io.kairoute.gateway.console.session;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.kairoute.gateway.identity.LimitedBody;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks the issuer over HTTP, each question under one deadline from the first byte asked to the last byte read, and up to a limit.
 *
 * <p>Redirects are not followed: they could lead a secret elsewhere. Thread-safe.
 */
final class IssuerHttp implements AutoCloseable {
    private static final int MOST_BYTES = 256 * 1024;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final long deadlineMs;
    private final ExecutorService clientThread = Executors.newSingleThreadExecutor(task -> {
        final Thread thread = new Thread(task, "kairoute-sign-in-client");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(clientThread)
            .build();

    /**
     * What the issuer said. Immutable.
     *
     * @param members of its object of JSON
     */
    record Answer(int status, Map<String, Object> members) {
        /** A member that is a text; null for any other. */
        @Nullable
        String text(final String name) {
            return members.get(name) instanceof String text ? text : null;
        }
    }

    IssuerHttp(final long deadlineMs) {
        this.deadlineMs = deadlineMs;
    }

    /**
     * Asks.
     *
     * @return fails with {@link SignInEnd.Failed}
     */
    @SuppressWarnings("FutureReturnValueIgnored") // whether it could still be called off changes nothing
    CompletableFuture<Answer> ask(final HttpRequest request) {
        final LimitedBody body = new LimitedBody(MOST_BYTES);
        final CompletableFuture<HttpResponse<byte[]>> asked = http.sendAsync(request, head -> body);
        return asked.copy()
                .orTimeout(deadlineMs, TimeUnit.MILLISECONDS)
                .whenComplete((answer, fault) -> {
                    asked.cancel(true);
                    body.cancel();
                })
                .handle((answer, fault) -> {
                    if (answer == null) {
                        return CompletableFuture.<Answer>failedFuture(
                                SignInEnd.ISSUER_AWAY.because(request.uri() + ": " + fault));
                    }
                    return read(request.uri(), answer);
                })
                .thenCompose(read -> read);
    }

    private static CompletableFuture<Answer> read(final URI address, final HttpResponse<byte[]> answer) {
        if (answer.statusCode() >= 500 || answer.statusCode() == 429) {
            return CompletableFuture.failedFuture(
                    SignInEnd.ISSUER_AWAY.because(address + ": status " + answer.statusCode()));
        }
        try {
            return CompletableFuture.completedFuture(new Answer(
                    answer.statusCode(), JSONObjectUtils.parse(new String(answer.body(), StandardCharsets.UTF_8))));
        } catch (final ParseException | RuntimeException e) {
            return CompletableFuture.failedFuture(SignInEnd.ISSUER_UNCLEAR.because(
                    address + ": status " + answer.statusCode() + " and no object of JSON"));
        }
    }

    /** Whether secrets may go to an address, or the word of it counts: whoever is on the way could change it. */
    static boolean isSafe(final @Nullable URI address) {
        return address != null
                && address.getHost() != null
                && ("https".equals(address.getScheme())
                        || ("http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost())));
    }

    @Override
    public void close() {
        clientThread.shutdownNow();
    }
}
