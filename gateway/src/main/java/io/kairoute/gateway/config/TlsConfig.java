package io.kairoute.gateway.config;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files that a listener proves itself with. Immutable.
 *
 * @param cert the certificate chain, PEM
 * @param key its private key, PEM, PKCS 8
 */
public record TlsConfig(Path cert, Path key) {
    /** Reads the two properties; null when neither is set. */
    static @Nullable TlsConfig of(final Settings settings, final Property certProperty, final Property keyProperty) {
        final Path cert = settings.path(certProperty);
        final Path key = settings.path(keyProperty);
        if (cert == null && key == null) {
            return null;
        }
        if (cert == null) {
            throw new Invalid(keyProperty, certProperty.path() + " is missing beside " + keyProperty.path());
        }
        if (key == null) {
            throw new Invalid(certProperty, keyProperty.path() + " is missing beside " + certProperty.path());
        }
        return new TlsConfig(readable(certProperty, cert), readable(keyProperty, key));
    }

    private static Path readable(final Property property, final Path file) {
        if (!Files.isReadable(file)) {
            throw new Invalid(property, property.path() + "=" + file + " is not a file that can be read");
        }
        return file;
    }
}
