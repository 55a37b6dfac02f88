package io.kairoute.gateway.identity;

import io.kairoute.gateway.config.FileWatch;
import io.kairoute.gateway.config.IdentityConfig;
import io.kairoute.gateway.config.JwtConfig;
import io.kairoute.router.decide.Router;
import io.kairoute.router.snapshot.TenantDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who may call this node: those whom the credentials file names, always as it is now, and the bearers of the issuer's
 * tokens. Thread-safe.
 */
public final class Callers implements AutoCloseable {
    private static final Caller BORROWER =
            new Caller("this-node", Router.ANY_TENANT, Set.of(Role.ROUTE, Role.VIEWER), "");

    private static final long STARTED_NS = System.nanoTime();
    private static final int MAX_KNOWN_TOKENS = 16 * 1024;

    private final boolean isOpen;
    private final @Nullable TokenProver tokens;
    private final LongSupplier clockMs;
    private final Map<String, RefusedCredentials> refused = new ConcurrentHashMap<>();
    private volatile String lentHash = "";
    private volatile Credentials credentials = Credentials.NONE;

    private Callers(final boolean isOpen, final @Nullable TokenProver tokens, final LongSupplier clockMs) {
        this.isOpen = isOpen;
        this.tokens = tokens;
        this.clockMs = clockMs;
    }

    /** Nobody is asked: everybody may do everything. */
    public static Callers everybody() {
        return new Callers(true, null, System::currentTimeMillis);
    }

    /**
     * Reads who may call, and goes on reading.
     *
     * @throws IllegalArgumentException when a file cannot be read, in one sentence
     */
    public static Callers of(
            final IdentityConfig config,
            final TenantDirectory tenants,
            final FileWatch watch,
            final LongSupplier clockMs) {
        final JwtConfig jwt = config.jwt();
        final Callers callers =
                new Callers(config.isOpen(), jwt == null ? null : tokens(jwt, tenants, watch, clockMs), clockMs);
        final Path file = config.credentials();
        if (file != null) {
            final FileWatch.Mark before = FileWatch.Mark.of(List.of(file));
            callers.credentials = CredentialsFile.read(file, tenants);
            watch.watch("credentials", before, () -> callers.credentials = CredentialsFile.read(file, tenants));
        }
        return callers;
    }

    /** Makes the guard of one event loop of a listener. */
    public CallerGuard guard(final String listener) {
        return new CallerGuard(this, CookieCallers.NONE, refused(listener));
    }

    /** Makes the guard of one event loop of a listener that takes cookies of sessions, too. */
    public CallerGuard guard(final String listener, final CookieCallers cookies) {
        return new CallerGuard(this, cookies, refused(listener));
    }

    /** What a listener's guards refused. */
    public RefusedCredentials refused(final String listener) {
        return refused.computeIfAbsent(listener, name -> new RefusedCredentials());
    }

    /** Whether nobody is asked. */
    public boolean isOpen() {
        return isOpen;
    }

    /** Lets the key behind a hash route and ask why, until another is lent or, with an empty hash, none. */
    public void lend(final String keyHash) {
        lentHash = keyHash;
    }

    /** The caller behind the SHA-256 of an API key; null for an unknown one. */
    public @Nullable Caller ofKeyHash(final String hash) {
        return hash.equals(lentHash) ? BORROWER : credentials.ofKeyHash(hash);
    }

    /** Those whom the file names now. */
    Credentials credentials() {
        return credentials;
    }

    /** What verifies tokens; null when none count. */
    @Nullable
    TokenProver tokens() {
        return tokens;
    }

    /** What verifies the tokens of those who sign in to a client of the issuer; null where no issuer's tokens count. */
    public @Nullable SignInTokens signIns(final String clientId) {
        return tokens == null ? null : tokens.signIns(clientId);
    }

    long nowMs() {
        return clockMs.getAsLong();
    }

    @Override
    public void close() {
        if (tokens != null) {
            tokens.close();
        }
    }

    private static TokenProver tokens(
            final JwtConfig jwt, final TenantDirectory tenants, final FileWatch watch, final LongSupplier clockMs) {
        final TokenCache known = new TokenCache(MAX_KNOWN_TOKENS);
        final TokenKeys keys =
                new TokenKeys(jwt, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - STARTED_NS), known::clear);
        final Path file = keys.file();
        if (file != null) {
            watch.watch("jwks", List.of(file), keys::read);
        }
        return new TokenProver(new TokenVerifier(jwt, tenants), keys, known, clockMs);
    }
}
