package io.kairoute.gateway.edge;

import io.kairoute.gateway.config.TlsConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads a listener's certificate files into TLS options: versions 1.2 and 1.3, forward secret and authenticated only. */
public final class ListenerTls {
    private static final Set<String> VERSIONS = new LinkedHashSet<>(List.of("TLSv1.3", "TLSv1.2"));
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private ListenerTls() {}

    /**
     * The options, with the files as they are now.
     *
     * @throws IllegalArgumentException when a listener could not prove itself with them; says why, and what to do
     */
    public static ServerSSLOptions read(final TlsConfig tls) {
        final ServerSSLOptions options = new ServerSSLOptions()
                .setUseAlpn(true)
                .setApplicationLayerProtocols(List.of("h2", "http/1.1"))
                .setEnabledSecureTransportProtocols(VERSIONS)
                .setKeyCertOptions(pair(tls));
        CIPHERS.forEach(options::addEnabledCipherSuite);
        final Path clientCa = tls.clientCa();
        if (clientCa != null) {
            options.setClientAuth(tls.needsClientCertificate() ? ClientAuth.REQUIRED : ClientAuth.REQUEST)
                    .setTrustOptions(new PemTrustOptions().addCertValue(contents(clientCa)));
        }
        return options;
    }

    /** The files behind the options. */
    public static List<Path> files(final TlsConfig tls) {
        final List<Path> files = new ArrayList<>(List.of(tls.cert(), tls.key()));
        final Path clientCa = tls.clientCa();
        if (clientCa != null) {
            files.add(clientCa);
        }
        return files;
    }

    private static PemKeyCertOptions pair(final TlsConfig tls) {
        final PemKeyCertOptions pair =
                new PemKeyCertOptions().addCertValue(contents(tls.cert())).addKeyValue(contents(tls.key()));
        if (!isUsable(pair, tls)) {
            throw new IllegalArgumentException("the private key in " + tls.key()
                    + " is not the one that the first certificate in " + tls.cert()
                    + " was made for; put the two there that were made together");
        }
        final Instant end = end(pair, tls);
        if (end.isBefore(Instant.now())) {
            throw new IllegalArgumentException(
                    "the first certificate in " + tls.cert() + " ended at " + end + "; put one there that has not");
        }
        return pair;
    }

    private static boolean isUsable(final PemKeyCertOptions pair, final TlsConfig tls) {
        try {
            return KeyOfCertificate.fits(pair);
        } catch (final Exception e) {
            throw noPair(tls, e);
        }
    }

    private static Instant end(final PemKeyCertOptions pair, final TlsConfig tls) {
        try {
            return KeyOfCertificate.end(pair);
        } catch (final Exception e) {
            throw noPair(tls, e);
        }
    }

    private static IllegalArgumentException noPair(final TlsConfig tls, final Exception e) {
        return new IllegalArgumentException(
                tls.cert() + " and " + tls.key() + " are not a certificate and its private key as PEM ("
                        + e.getMessage() + "); put both there",
                e);
    }

    private static Buffer contents(final Path file) {
        try {
            return Buffer.buffer(Files.readAllBytes(file));
        } catch (final IOException e) {
            throw new IllegalArgumentException(
                    file + " cannot be read (" + e + "); put the file there, where the node's user may read it", e);
        }
    }
}
