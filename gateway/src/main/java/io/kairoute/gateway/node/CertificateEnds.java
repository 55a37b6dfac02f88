package io.kairoute.gateway.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Tells when the certificates in a file end. */
public final class CertificateEnds {
    private CertificateEnds() {}

    /**
     * When the first of them ends, be it the listener's own or one above it: from then on callers refuse the whole chain.
     *
     * @return milliseconds since 1970
     */
    @SuppressWarnings("JavaUtilDate") // what a certificate gives
    public static long firstMs(final Path file) throws IOException, CertificateException {
        long firstMs = Long.MAX_VALUE;
        try (InputStream bytes = Files.newInputStream(file)) {
            for (final Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(bytes)) {
                firstMs =
                        Math.min(firstMs, ((X509Certificate) one).getNotAfter().getTime());
            }
        }
        if (firstMs == Long.MAX_VALUE) {
            throw new CertificateException("file=" + file + " holds no certificate");
        }
        return firstMs;
    }
}
