package io.kairoute.gateway.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import io.kairoute.gateway.config.JwtConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's public keys as they are known here: read at the start and from time to time after, and once more when a token
 * names a key that is not among them, though not oftener than every ten seconds.
 *
 * <p>They are fetched by one thread, through a source of Nimbus' that spaces the fetches. What it holds never expires: when new
 * keys cannot be had the ones before go on to count, so an issuer that is away stops nobody. Nobody else ever waits for a fetch, but for the
 * start, which waits five seconds at the most. Thread-safe; the keys have a single writer, the fetching thread.
 */
final class TokenKeys implements AutoCloseable {
    /** Everything that one fetch may take. */
    static final long DEADLINE_MS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(TokenKeys.class);

    /** Tokens with invented key ids must not make this node hammer the issuer: twice in so long, at most. */
    private static final long LEAST_BETWEEN_FETCHES_MS = 10_000;

    private final JwtConfig config;
    private final LongSupplier monotonicMs;
    private final Runnable changed;
    private final @Nullable JWKSetSource<SecurityContext> source;
    private final ScheduledExecutorService fetcher = Executors.newSingleThreadScheduledExecutor(task -> {
        final Thread thread = new Thread(task, "kairoute-jwks");
        thread.setDaemon(true);
        return thread;
    });
    private volatile JWKSet keys = new JWKSet();
    private List<String> leftOut = List.of();
    private @Nullable CompletableFuture<Boolean> refetch;

    /**
     * Makes the keys and reads them once; when they do not come within the deadline they are taken when they do.
     *
     * @param monotonicMs goes forward only, whatever is done to the clock on the wall
     * @param changed told when other keys count
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the executor, and fetch() tells what went wrong
    TokenKeys(final JwtConfig config, final LongSupplier monotonicMs, final Runnable changed) {
        this.config = config;
        this.monotonicMs = monotonicMs;
        this.changed = changed;
        this.source = config.isFile() ? null : source(config, this::take);
        if (source == null) {
            read();
        } else {
            refetch()
                    .completeOnTimeout(false, DEADLINE_MS, TimeUnit.MILLISECONDS)
                    .join();
            if (keys.isEmpty()) {
                LOG.warn(
                        "event=started_without_keys address={} until=\"they can be fetched no new token counts\"",
                        config.keys());
            }
            fetcher.scheduleWithFixedDelay(this::fetch, config.refreshMs(), config.refreshMs(), TimeUnit.MILLISECONDS);
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
            final byte[] json = in.readNBytes(JwksRetriever.MAX_BYTES + 1);
            if (json.length > JwksRetriever.MAX_BYTES) {
                throw new ParseException("over " + JwksRetriever.MAX_BYTES + " bytes", 0);
            }
            take(IssuedKeys.usable(new String(json, StandardCharsets.UTF_8)));
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
     * Fetches the keys because one was missing, if the last fetch is long enough ago; all who ask meanwhile share it.
     *
     * @return completes with whether other keys count now, so that it is worth to look again; never fails
     */
    synchronized CompletableFuture<Boolean> refetch() {
        final CompletableFuture<Boolean> running = refetch;
        if (running != null && !running.isDone()) {
            return running.copy();
        }
        try {
            final CompletableFuture<Boolean> begun = CompletableFuture.supplyAsync(this::fetch, fetcher);
            refetch = begun;
            return begun.copy();
        } catch (final RejectedExecutionException e) {
            return CompletableFuture.completedFuture(false);
        }
    }

    @Override
    public void close() {
        fetcher.shutdownNow();
        if (source != null) {
            try {
                source.close();
            } catch (final IOException e) {
                LOG.debug("event=jwks_not_closed reason=\"{}\"", e.getMessage());
            }
        }
    }

    private static JWKSetSource<SecurityContext> source(
            final JwtConfig config, final Consumer<IssuedKeys.Usable> taken) {
        try {
            final IssuedKeys issued = new IssuedKeys(config.keys().toURL(), new JwksRetriever(DEADLINE_MS), taken);
            // The source is asked with a time by whoever asks it, and not by the clock on the wall, which may step
            // back.
            return ((JWKSetBasedJWKSource<SecurityContext>) JWKSourceBuilder.<SecurityContext>create(issued)
                            .cacheForever()
                            .rateLimited(LEAST_BETWEEN_FETCHES_MS)
                            .build())
                    .getJWKSetSource();
        } catch (final MalformedURLException e) {
            throw new IllegalArgumentException(config.keys() + " is no address: " + e.getMessage(), e);
        }
    }

    /** Whether other keys came. */
    @SuppressWarnings("ReferenceEquality") // a set of keys is replaced as a whole, so another object is another set
    private boolean fetch() {
        final JWKSet before = keys;
        try {
            if (source != null) {
                source.getJWKSet(JWKSetCacheRefreshEvaluator.forceRefresh(), monotonicMs.getAsLong(), null);
            }
        } catch (final RateLimitReachedException e) {
            return false;
        } catch (final KeySourceException e) {
            LOG.debug("event=jwks_missing reason=\"{}\"", e.getMessage());
        } catch (final RuntimeException e) {
            LOG.warn("event=jwks_not_fetched address={} reason=\"{}\"", config.keys(), e.getMessage());
        }
        return keys != before;
    }

    private void take(final IssuedKeys.Usable usable) {
        final JWKSet taken = usable.keys();
        if (!usable.leftOut().equals(leftOut)) {
            leftOut = usable.leftOut();
            leftOut.forEach(key -> LOG.warn("event=jwks_key_left_out reason=\"{}\"", key));
        }
        if (!taken.getKeys().equals(keys.getKeys())) {
            keys = taken;
            changed.run();
            LOG.info("event=jwks_taken keys={} left_out={}", taken.size(), leftOut.size());
        }
    }
}
