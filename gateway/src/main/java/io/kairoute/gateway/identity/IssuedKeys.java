package io.kairoute.gateway.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URL;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an issuer's key document from its address, and tells of every set of usable keys that it brings. Thread-safe.
 *
 * <p>What keeps the set, spaces the fetches and outlasts an outage stands around it and is Nimbus'.
 */
final class IssuedKeys implements JWKSetSource<SecurityContext> {
    private static final Logger LOG = LoggerFactory.getLogger(IssuedKeys.class);
    private static final int MAX_KEYS = 64;

    private final URL address;
    private final JwksRetriever retriever;
    private final Consumer<JWKSet> taken;

    IssuedKeys(final URL address, final JwksRetriever retriever, final Consumer<JWKSet> taken) {
        this.address = address;
        this.retriever = retriever;
        this.taken = taken;
    }

    @Override
    public JWKSet getJWKSet(
            final JWKSetCacheRefreshEvaluator refresh, final long nowMs, final @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            final JWKSet keys = usable(retriever.retrieveResource(address).getContent());
            taken.accept(keys);
            return keys;
        } catch (final IOException e) {
            tell(e);
            throw new JWKSetUnavailableException(e.getMessage(), e);
        } catch (final ParseException e) {
            tell(e);
            throw new JWKSetParseException(e.getMessage(), e);
        }
    }

    /** Here and not where the keys are asked for: the keys before are all that is seen there. */
    private void tell(final Exception failure) {
        LOG.warn(
                "event=jwks_not_fetched address={} reason=\"{}\" still=\"the keys before\"",
                address,
                failure.getMessage());
    }

    @Override
    public void close() {
        retriever.close();
    }

    /** The public keys of a document. */
    static JWKSet usable(final String json) throws ParseException {
        final List<JWK> usable = new ArrayList<>();
        for (final JWK key : JWKSet.parse(json).getKeys()) {
            // A shared secret in a public document proves nothing.
            if (!KeyType.OCT.equals(key.getKeyType())) {
                usable.add(key.toPublicJWK());
            }
        }
        if (usable.isEmpty() || usable.size() > MAX_KEYS) {
            throw new ParseException("holds " + usable.size() + " usable keys, not 1 to " + MAX_KEYS, 0);
        }
        return new JWKSet(usable);
    }
}
