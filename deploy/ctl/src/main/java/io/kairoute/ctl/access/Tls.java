package io.kairoute.ctl.access;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is encrypted, and what proves the caller on it. Immutable.
 *
 * @param on whether TLS is spoken
 * @param ca the certificates to trust, PEM; null for those that the machine trusts
 * @param cert the caller's certificate chain, PEM; null for none
 * @param key the private key of that certificate, PKCS 8 PEM; null for none
 */
public record Tls(
        boolean on,
        @Nullable Path ca,
        @Nullable Path cert,
        @Nullable Path key) {
    /** Clear text. */
    public static final Tls OFF = new Tls(false, null, null, null);

    /** TLS that trusts the certificates of a file. */
    public static Tls trusting(final Path ca) {
        return new Tls(true, ca, null, null);
    }
}
