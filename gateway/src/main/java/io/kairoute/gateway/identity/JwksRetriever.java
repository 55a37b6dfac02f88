package io.kairoute.gateway.identity;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches an issuer's key document over HTTP, under one deadline from the first byte asked to the last byte read.
 *
 * <p>A request's own time-out ends with the head of the answer, so a body that trickles would hold it for ever. Thread-safe.
 */
final class JwksRetriever implements ResourceRetriever, AutoCloseable {
    static final int MAX_BYTES = 1024 * 1024;

    private static final int OK = 200;

    private final long deadlineMs;
    private final ExecutorService clientThread = Executors.newSingleThreadExecutor(task -> {
        final Thread thread = new Thread(task, "kairoute-jwks-client");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(clientThread)
            .build();

    JwksRetriever(final long deadlineMs) {
        this.deadlineMs = deadlineMs;
    }

    @Override
    public Resource retrieveResource(final URL address) throws IOException {
        final LimitedBody body = new LimitedBody(MAX_BYTES);
        final CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(
                HttpRequest.newBuilder(URI.create(address.toString()))
                        .header("accept", "application/jwk-set+json, application/json")
                        .build(),
                head -> body);
        try {
            return whole(answer.get(deadlineMs, TimeUnit.MILLISECONDS));
        } catch (final TimeoutException e) {
            throw new IOException("no whole answer within " + deadlineMs + " ms", e);
        } catch (final ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        } finally {
            answer.cancel(true);
            body.cancel();
        }
    }

    @Override
    public void close() {
        clientThread.shutdownNow();
    }

    private static Resource whole(final HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() != OK) {
            throw new IOException("status " + answer.statusCode());
        }
        return new Resource(new String(answer.body(), StandardCharsets.UTF_8), "application/jwk-set+json");
    }
}
