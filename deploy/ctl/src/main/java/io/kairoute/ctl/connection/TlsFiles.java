package io.kairoute.ctl.connection;

import io.kairoute.ctl.access.Tls;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.GivenFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Reads the certificates and keys that a connection needs. */
public final class TlsFiles {
    private static final char[] NO_PASSWORD = {};
    private static final String KEY_BEGINS = "-----BEGIN PRIVATE KEY-----";
    private static final String KEY_ENDS = "-----END PRIVATE KEY-----";
    private static final String[] KEY_KINDS = {"EC", "RSA", "EdDSA"};

    private TlsFiles() {}

    /**
     * Whom to trust; null for whom this machine trusts.
     *
     * @throws Refusal when the file holds no certificates
     */
    static TrustManager @Nullable [] trusted(final Tls tls) {
        if (tls.ca() == null) {
            return null;
        }
        try {
            final KeyStore store = emptyStore();
            for (final Certificate certificate : certificates(tls.ca())) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            final TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (final IOException | GeneralSecurityException e) {
            throw unusable("--ca: the certificates in " + tls.ca(), e);
        }
    }

    /**
     * What proves the caller; null for nothing.
     *
     * @throws Refusal when certificate or key cannot be used
     */
    static KeyManager @Nullable [] shown(final Tls tls) {
        if (tls.cert() == null || tls.key() == null) {
            return null;
        }
        try {
            final KeyStore store = emptyStore();
            store.setKeyEntry(
                    "client",
                    key(tls.key()),
                    NO_PASSWORD,
                    certificates(tls.cert()).toArray(Certificate[]::new));
            final KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return factory.getKeyManagers();
        } catch (final IOException | GeneralSecurityException e) {
            throw unusable("--cert, --key: " + tls.cert() + " with " + tls.key(), e);
        }
    }

    /** Both, for a client of the JDK. */
    public static SSLContext context(final Tls tls) {
        try {
            final SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown(tls), trusted(tls), null);
            return context;
        } catch (final GeneralSecurityException e) {
            throw unusable("TLS", e);
        }
    }

    private static Refusal unusable(final String what, final Exception cause) {
        return new Refusal(what + " cannot be used: " + cause.getMessage() + ".", cause);
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        final KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(final Path file)
            throws IOException, GeneralSecurityException {
        final InputStream in = new ByteArrayInputStream(GivenFile.bytes(file, GivenFile.LARGE_BYTES));
        final Collection<? extends Certificate> found =
                CertificateFactory.getInstance("X.509").generateCertificates(in);
        if (found.isEmpty()) {
            throw new IOException("there is no certificate in it");
        }
        return found;
    }

    private static PrivateKey key(final Path file) throws IOException, GeneralSecurityException {
        final String pem = GivenFile.text(file, GivenFile.SMALL_BYTES);
        final int begin = pem.indexOf(KEY_BEGINS);
        final int end = pem.indexOf(KEY_ENDS);
        if (begin < 0 || end < begin) {
            throw new IOException("there is no PKCS 8 key in " + file + ", which begins with BEGIN PRIVATE KEY");
        }
        final PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(decoded(pem.substring(begin + KEY_BEGINS.length(), end)));
        GeneralSecurityException last = new GeneralSecurityException("the key is of no known kind");
        for (final String kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(spec);
            } catch (final GeneralSecurityException e) {
                last = e;
            }
        }
        throw last;
    }

    private static byte[] decoded(final String base64) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (final IllegalArgumentException e) {
            throw new IOException("the key is cut off or damaged", e);
        }
    }
}
