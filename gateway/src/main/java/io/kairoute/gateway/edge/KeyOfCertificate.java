package io.kairoute.gateway.edge;

import io.vertx.core.net.PemKeyCertOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a private key is the one that a certificate was made for: what the key signs, the certificate must prove.
 *
 * <p>The web server does not look, and would fail in each handshake.
 */
final class KeyOfCertificate {
    private static final byte[] PROBE = "kairoute".getBytes(StandardCharsets.US_ASCII);

    private KeyOfCertificate() {}

    /**
     * Whether a listener could prove itself with a certificate and a key; the first certificate counts, the others are its chain.
     *
     * @throws Exception when there is no certificate or no key, as the web server says it
     */
    static boolean fits(final PemKeyCertOptions pair) throws Exception {
        // No Vert.x: it is asked for files alone, and here the contents are given.
        final X509KeyManager keys =
                (X509KeyManager) pair.getKeyManagerFactory(null).getKeyManagers()[0];
        final String alias = pair.loadKeyStore(null).aliases().nextElement();
        return fits(keys.getPrivateKey(alias), keys.getCertificateChain(alias)[0].getPublicKey());
    }

    /**
     * When the time of the first certificate is over.
     *
     * @throws Exception when there is none, as the web server says it
     */
    static Instant end(final PemKeyCertOptions pair) throws Exception {
        final KeyStore store = pair.loadKeyStore(null);
        final X509Certificate first =
                (X509Certificate) store.getCertificate(store.aliases().nextElement());
        return first.getNotAfter().toInstant();
    }

    private static boolean fits(final PrivateKey key, final PublicKey certified) {
        final String algorithm = signatureBy(certified.getAlgorithm());
        if (algorithm == null) {
            return true;
        }
        try {
            final Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(PROBE);
            final byte[] signature = signing.sign();
            signing.initVerify(certified);
            signing.update(PROBE);
            return signing.verify(signature);
        } catch (final GeneralSecurityException e) {
            // As with a signature that is as long as another key's.
            return false;
        }
    }

    /** How keys of a kind sign; null for a kind that is left to the handshakes. */
    private static @Nullable String signatureBy(final String kind) {
        return switch (kind) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            case "EdDSA" -> "EdDSA";
            default -> null;
        };
    }
}
