package io.kairoute.gateway.config;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files that a listener proves itself with, and those that its callers prove themselves by. Immutable.
 *
 * @param cert the certificate chain, PEM
 * @param key its private key, PEM, PKCS 8
 * @param clientCa the authorities whose certificates callers may bring, PEM; null when none may
 * @param needsClientCertificate whether a connection without a caller's certificate is refused
 */
public record TlsConfig(Path cert, Path key, @Nullable Path clientCa, boolean needsClientCertificate) {
    /** Reads the properties of one listener; null when it listens in clear text. */
    static @Nullable TlsConfig of(
            final Settings settings,
            final Property certProperty,
            final Property keyProperty,
            final Property clientCaProperty,
            final Property clientCertificateProperty) {
        final Path cert = settings.path(certProperty);
        final Path key = settings.path(keyProperty);
        final Path clientCa = settings.path(clientCaProperty);
        final boolean isNeeded =
                settings.word(clientCertificateProperty, "optional", "required").equals("required");
        if (isNeeded && clientCa == null) {
            throw new Invalid(
                    clientCertificateProperty,
                    clientCaProperty.path() + " is missing beside " + clientCertificateProperty.path());
        }
        if (cert == null && key == null) {
            if (clientCa != null) {
                throw new Invalid(
                        clientCaProperty, certProperty.path() + " is missing beside " + clientCaProperty.path());
            }
            return null;
        }
        if (cert == null) {
            throw new Invalid(keyProperty, certProperty.path() + " is missing beside " + keyProperty.path());
        }
        if (key == null) {
            throw new Invalid(certProperty, keyProperty.path() + " is missing beside " + certProperty.path());
        }
        return new TlsConfig(
                readable(certProperty, cert),
                readable(keyProperty, key),
                clientCa == null ? null : readable(clientCaProperty, clientCa),
                isNeeded);
    }

    private static Path readable(final Property property, final Path file) {
        if (!Files.isReadable(file)) {
            throw new Invalid(property, property.path() + "=" + file + " is not a file that can be read");
        }
        return file;
    }
}
