package io.kairoute.gateway.identity;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Verifies the tokens by which the issuer tells this node who signed in. Thread-safe. */
public final class SignInTokens {
    private final TokenVerifier verifier;
    private final TokenKeys keys;
    private final LongSupplier clockMs;

    SignInTokens(final TokenVerifier verifier, final TokenKeys keys, final LongSupplier clockMs) {
        this.verifier = verifier;
        this.keys = keys;
        this.clockMs = clockMs;
    }

    /** Why a token does not tell who signed in; the message is for the log, and holds nothing of the token. */
    public static final class Refuted extends Exception {
        private static final long serialVersionUID = 1L;

        Refuted(final String cause) {
            super(cause, null, false, false);
        }
    }

    /**
     * Verifies a token on an executor; where its key is not known, when the issuer's keys were fetched anew.
     *
     * @param nonce what the question held that the token answers
     * @return fails with {@link Refuted}
     */
    public CompletableFuture<Bearer> verify(final String token, final String nonce, final Executor executor) {
        return CompletableFuture.supplyAsync(() -> verdict(token, nonce), executor)
                .thenCompose(first -> {
                    if (!(first instanceof TokenVerdict.UnknownKey)) {
                        return bearer(first);
                    }
                    return keys.refetch()
                            .thenApplyAsync(isWorthIt -> verdict(token, nonce), executor)
                            .thenCompose(SignInTokens::bearer);
                });
    }

    private TokenVerdict verdict(final String token, final String nonce) {
        return verifier.verifySignIn(token, keys.current(), clockMs.getAsLong(), nonce);
    }

    private static CompletionStage<Bearer> bearer(final TokenVerdict verdict) {
        if (verdict instanceof TokenVerdict.SignedIn signedIn) {
            return CompletableFuture.completedStage(signedIn.bearer());
        }
        return CompletableFuture.failedStage(new Refuted(
                verdict instanceof TokenVerdict.Refuted refuted
                        ? refuted.cause()
                        : "it names a key that the issuer's keys do not hold"));
    }
}
