package io.kairoute.gateway.identity;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import io.kairoute.gateway.config.JwtConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's public keys as they are known here: read at the start and from time to time after, and once more when a token
 * names a key that is not among them, though not oftener than every ten seconds.
 *
 * <p>When they cannot be had the ones before go on to count, so an issuer that is away stops nobody. Thread-safe; the keys have a
 * single writer, the fetching thread.
 */
final class TokenKeys implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TokenKeys.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_KEYS = 64;

    /** Tokens with invented key ids must not make this node hammer the issuer. */
    private static final long LEAST_BETWEEN_FETCHES_MS = 10_000;

    private final JwtConfig config;
    private final LongSupplier clockMs;
    private final Runnable changed;
    private final ScheduledExecutorService fetcher = Executors.newSingleThreadScheduledExecutor(task -> {
        final Thread thread = new Thread(task, "kairoute-jwks");
        thread.setDaemon(true);
        return thread;
    });
    private final ExecutorService clientThread = Executors.newSingleThreadExecutor(task -> {
        final Thread thread = new Thread(task, "kairoute-jwks-client");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(clientThread)
            .build();
    private volatile JWKSet keys = new JWKSet();
    private @Nullable CompletableFuture<Boolean> refetch;
    private long lastRefetchMs;

    /**
     * Makes the keys and reads them once, within a few seconds.
     *
     * @param changed told when other keys count
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the executor, and fetchAndLog() tells what went wrong
    TokenKeys(final JwtConfig config, final LongSupplier clockMs, final Runnable changed) {
        this.config = config;
        this.clockMs = clockMs;
        this.changed = changed;
        this.lastRefetchMs = clockMs.getAsLong() - LEAST_BETWEEN_FETCHES_MS;
        if (config.isFile()) {
            read();
        } else {
            fetchAndLog();
            fetcher.scheduleWithFixedDelay(
                    this::fetchAndLog, config.refreshMs(), config.refreshMs(), TimeUnit.MILLISECONDS);
        }
    }

    /** The keys that count now. */
    JWKSet current() {
        return keys;
    }

    /** Reads the keys from their file; throws when they cannot be read, and the ones before go on to count. */
    void read() {
        final Path file = Path.of(config.keys());
        try (InputStream in = Files.newInputStream(file)) {
            take(in.readNBytes(MAX_BYTES + 1));
        } catch (final IOException | ParseException e) {
            throw new IllegalArgumentException(file + ": no JWKS that can be read: " + e.getMessage(), e);
        }
    }

    /** The file behind the keys; null when they are fetched. */
    @Nullable
    Path file() {
        return config.isFile() ? Path.of(config.keys()) : null;
    }

    /**
     * Fetches the keys because one was missing; at most one fetch in ten seconds, which all who ask meanwhile share.
     *
     * @return whether it is worth to look again; never fails
     */
    synchronized CompletableFuture<Boolean> refetch() {
        final CompletableFuture<Boolean> running = refetch;
        if (running != null && !running.isDone()) {
            return running;
        }
        final long nowMs = clockMs.getAsLong();
        if (config.isFile() || nowMs - lastRefetchMs < LEAST_BETWEEN_FETCHES_MS) {
            return CompletableFuture.completedFuture(false);
        }
        lastRefetchMs = nowMs;
        final CompletableFuture<Boolean> fetch = CompletableFuture.supplyAsync(this::fetchAndLog, fetcher);
        refetch = fetch;
        return fetch;
    }

    @Override
    public void close() {
        fetcher.shutdownNow();
        clientThread.shutdownNow();
    }

    private boolean fetchAndLog() {
        try {
            return fetch();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (final IOException | ParseException | RuntimeException e) {
            LOG.warn(
                    "event=jwks_not_fetched address={} reason=\"{}\" keys_kept={}",
                    config.keys(),
                    e.getMessage(),
                    keys.size());
            return false;
        }
    }

    private boolean fetch() throws IOException, InterruptedException, ParseException {
        final HttpResponse<InputStream> answer = http.send(
                HttpRequest.newBuilder(config.keys())
                        .timeout(TIMEOUT)
                        .header("accept", "application/jwk-set+json, application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            return take(in.readNBytes(MAX_BYTES + 1));
        }
    }

    private boolean take(final byte[] json) throws ParseException {
        if (json.length > MAX_BYTES) {
            throw new ParseException("over " + MAX_BYTES + " bytes", 0);
        }
        final List<JWK> usable = new ArrayList<>();
        for (final JWK key :
                JWKSet.parse(new String(json, StandardCharsets.UTF_8)).getKeys()) {
            // A shared secret in a public document proves nothing.
            if (!KeyType.OCT.equals(key.getKeyType())) {
                usable.add(key.toPublicJWK());
            }
        }
        if (usable.isEmpty() || usable.size() > MAX_KEYS) {
            throw new ParseException("holds " + usable.size() + " usable keys, not 1 to " + MAX_KEYS, 0);
        }
        final JWKSet taken = new JWKSet(usable);
        final boolean isOther = !taken.getKeys().equals(keys.getKeys());
        if (isOther) {
            keys = taken;
            changed.run();
            LOG.info("event=jwks_taken keys={}", taken.size());
        }
        return isOther;
    }
}
