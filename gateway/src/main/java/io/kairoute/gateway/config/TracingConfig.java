package io.kairoute.gateway.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which collector of OpenTelemetry is told of calls. Immutable; the files are read when they are asked for.
 *
 * @param endpoint where spans are sent to; null for nowhere
 * @param headersFile the file of headers that the collector wants, one a line; null for none
 * @param caFile the file of the authorities of the collector's certificate; null for those of the Java runtime
 */
public record TracingConfig(
        @Nullable URI endpoint,
        @Nullable Path headersFile,
        @Nullable Path caFile) {
    private static final String USUAL_PATH = "/v1/traces";
    private static final int MAX_BYTES = 64 * 1024;
    private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\\x20-\\x7e]+)");

    static TracingConfig of(final Settings settings) {
        final URI endpoint = endpoint(settings.url(Property.TRACING_ENDPOINT, "http://127.0.0.1:4318"));
        final Path headersFile = settings.path(Property.TRACING_HEADERS_FILE);
        final Path caFile = settings.path(Property.TRACING_CA);
        if (endpoint == null) {
            refuseWithoutEndpoint(Property.TRACING_HEADERS_FILE, headersFile);
            refuseWithoutEndpoint(Property.TRACING_CA, caFile);
        } else if (headersFile != null && !isSecret(endpoint)) {
            throw new Invalid(
                    Property.TRACING_HEADERS_FILE,
                    Property.TRACING_HEADERS_FILE.path() + " needs an https address in "
                            + Property.TRACING_ENDPOINT.path() + ": whoever is on the way could read the headers");
        }
        final TracingConfig config = new TracingConfig(endpoint, headersFile, caFile);
        // What cannot be read is told of now, not when the first span is sent.
        config.headers();
        config.checkCa();
        return config;
    }

    /** Headers that go with each batch: name to value; empty for none. They are secrets. */
    public Map<String, String> headers() {
        final Map<String, String> headers = new LinkedHashMap<>();
        if (headersFile == null) {
            return headers;
        }
        int number = 0;
        for (final String line : new String(bytes(Property.TRACING_HEADERS_FILE, headersFile), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            number++;
            final String said = line.strip();
            if (said.isEmpty() || said.startsWith("#")) {
                continue;
            }
            final var header = HEADER.matcher(said);
            if (!header.matches()) {
                // The line may be the secret itself.
                throw new Invalid(
                        Property.TRACING_HEADERS_FILE,
                        Property.TRACING_HEADERS_FILE.path() + "=" + headersFile + ":" + number
                                + " is no line such as Authorization: Bearer abc");
            }
            headers.put(header.group(1), header.group(2));
        }
        return headers;
    }

    /** The authorities of the collector's certificate, in PEM; empty for those of the Java runtime. */
    public byte[] ca() {
        return caFile == null ? new byte[0] : bytes(Property.TRACING_CA, caFile);
    }

    private void checkCa() {
        if (caFile == null) {
            return;
        }
        try {
            final Collection<?> authorities =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(ca()));
            if (!authorities.isEmpty()) {
                return;
            }
        } catch (final CertificateException e) {
            // Told of below, as a file without any is.
        }
        throw new Invalid(
                Property.TRACING_CA, Property.TRACING_CA.path() + "=" + caFile + " has no certificates in PEM");
    }

    private static byte[] bytes(final Property property, final Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            final byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new Invalid(property, property.path() + "=" + file + " is over " + MAX_BYTES + " bytes");
            }
            return bytes;
        } catch (final IOException e) {
            throw new Invalid(property, property.path() + "=" + file + " is not a file that can be read");
        }
    }

    private static @Nullable URI endpoint(final @Nullable URI said) {
        if (said == null) {
            return null;
        }
        final String scheme = said.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw invalid(said, "must be http or https");
        }
        if (said.getUserInfo() != null || said.getQuery() != null || said.getFragment() != null) {
            throw invalid(
                    said,
                    "has more than host, port and path; what the collector wants besides is for "
                            + Property.TRACING_HEADERS_FILE.path());
        }
        return said.getPath().length() > 1 ? said : said.resolve(USUAL_PATH);
    }

    private static boolean isSecret(final URI endpoint) {
        return endpoint.getScheme().equalsIgnoreCase("https")
                || ConsoleConfig.LOOPBACK.contains(endpoint.getHost().toLowerCase(Locale.ROOT));
    }

    private static void refuseWithoutEndpoint(final Property property, final @Nullable Path file) {
        if (file != null) {
            throw new Invalid(property, Property.TRACING_ENDPOINT.path() + " is missing beside " + property.path());
        }
    }

    private static Invalid invalid(final URI said, final String what) {
        return new Invalid(Property.TRACING_ENDPOINT, Property.TRACING_ENDPOINT.path() + "=" + said + " " + what);
    }
}
