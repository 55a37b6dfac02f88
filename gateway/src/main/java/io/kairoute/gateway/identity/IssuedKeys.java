package io.kairoute.gateway.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URL;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final int LONGEST_TOLD = 120;

    private final URL address;
    private final JwksRetriever retriever;
    private final Consumer<Usable> taken;

    /**
     * What a document holds. Immutable.
     *
     * @param keys the public keys
     * @param leftOut the keys that cannot be used, each with its id and the reason
     */
    record Usable(JWKSet keys, List<String> leftOut) {}

    IssuedKeys(final URL address, final JwksRetriever retriever, final Consumer<Usable> taken) {
        this.address = address;
        this.retriever = retriever;
        this.taken = taken;
    }

    @Override
    public JWKSet getJWKSet(
            final JWKSetCacheRefreshEvaluator refresh, final long nowMs, final @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            final Usable usable = usable(retriever.retrieveResource(address).getContent());
            taken.accept(usable);
            return usable.keys();
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

    /** The public keys of a document; one that cannot be used does not keep the others from counting. */
    static Usable usable(final String json) throws ParseException {
        if (json.stripLeading().startsWith("-----BEGIN")) {
            throw new ParseException("is PEM, and a JWKS is JSON: {\"keys\": [...]}", 0);
        }
        final Map<String, Object> document = JSONObjectUtils.parse(json);
        if (!(document.get("keys") instanceof List<?> listed)) {
            throw new ParseException(
                    document.containsKey("kty")
                            ? "is one key, and a JWKS lists them: {\"keys\": [...]}"
                            : "has no list of keys",
                    0);
        }
        final List<JWK> usable = new ArrayList<>();
        final List<String> leftOut = new ArrayList<>();
        for (int i = 0; i < listed.size(); i++) {
            final Object key = listed.get(i);
            try {
                usable.add(publicKey(key, usable.size()));
            } catch (final ParseException | JOSEException | RuntimeException e) {
                leftOut.add(idOf(key, i) + ": " + printable(String.valueOf(e.getMessage())));
            }
        }
        if (usable.isEmpty()) {
            throw new ParseException(
                    "holds no usable key" + (leftOut.isEmpty() ? "" : "; " + String.join("; ", leftOut)), 0);
        }
        return new Usable(new JWKSet(usable), List.copyOf(leftOut));
    }

    private static JWK publicKey(final @Nullable Object listed, final int before) throws ParseException, JOSEException {
        if (!(listed instanceof Map<?, ?> members)) {
            throw new ParseException("is no object", 0);
        }
        if (before == MAX_KEYS) {
            throw new ParseException(MAX_KEYS + " keys are taken at most", 0);
        }
        final JWK key = JWK.parse(JSONObjectUtils.toJSONString(named(members)));
        // A shared secret in a public document proves nothing.
        if (!(key instanceof AsymmetricJWK asymmetric)) {
            throw new ParseException("is a shared secret", 0);
        }
        asymmetric.toPublicKey();
        return key.toPublicJWK();
    }

    private static Map<String, Object> named(final Map<?, ?> members) {
        final Map<String, Object> named = new LinkedHashMap<>();
        members.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    private static String idOf(final @Nullable Object key, final int index) {
        final Object id = key instanceof Map<?, ?> members ? members.get("kid") : null;
        return id == null ? "key " + (index + 1) : "kid " + printable(String.valueOf(id));
    }

    private static String printable(final String text) {
        final String plain = text.replaceAll("[\\p{Cntrl}\"]", " ");
        return plain.length() > LONGEST_TOLD ? plain.substring(0, LONGEST_TOLD) : plain;
    }
}
