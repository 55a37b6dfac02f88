package io.kairoute.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracingConfigTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldTellNobodyWhereNobodySaysOtherwise() {
        assertNull(load(Map.of()).endpoint());
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:4318,http://127.0.0.1:4318/v1/traces",
        "http://collector:4318/,http://collector:4318/v1/traces",
        "https://otlp.example.com/otlp/v1/traces,https://otlp.example.com/otlp/v1/traces"
    })
    void shouldSendToTheUsualPathWhereNoneIsSaid(final String said, final String endpoint) {
        assertEquals(
                URI.create(endpoint),
                load(Map.of(Property.TRACING_ENDPOINT, said)).endpoint());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1:4318|is no address, such as http://127.0.0.1:4318",
                "collector|is no address",
                "grpc://collector:4317|must be http or https",
                "https://user:word@collector|has more than host, port and path",
                "https://collector/?token=abc|has more than host, port and path"
            })
    void shouldRefuseAnAddressThatIsNone(final String said, final String sentence) {
        final String refusal = refusal(Map.of(Property.TRACING_ENDPOINT, said));

        assertTrue(refusal.contains("tracing.endpoint") && refusal.contains(sentence), refusal);
    }

    @Test
    void shouldReadHeadersAndNameALineThatIsNoneWithoutShowingIt() throws IOException {
        final Path file =
                Files.writeString(directory.resolve("headers"), "# ours\n\nx-scope: a b\nAuthorization: B c\n");
        final Map<Property, String> set =
                Map.of(Property.TRACING_ENDPOINT, "https://collector", Property.TRACING_HEADERS_FILE, file.toString());
        assertEquals(Map.of("x-scope", "a b", "Authorization", "B c"), load(set).headers());

        Files.writeString(file, "x-scope: a\nhunter2\n");

        final String refusal = refusal(set);
        assertTrue(refusal.contains(file + ":2 is no line such as Authorization: Bearer abc"), refusal);
        assertFalse(refusal.contains("hunter2"), refusal);
    }

    @Test
    void shouldSendNoSecretInClearText() throws IOException {
        final Path file = Files.writeString(directory.resolve("headers"), "Authorization: Bearer abc\n");

        assertTrue(refusal(Map.of(
                        Property.TRACING_ENDPOINT,
                        "http://collector:4318",
                        Property.TRACING_HEADERS_FILE,
                        file.toString()))
                .contains("needs an https address"));
        load(Map.of(
                Property.TRACING_ENDPOINT, "http://localhost:4318", Property.TRACING_HEADERS_FILE, file.toString()));
    }

    @Test
    void shouldRefuseAFileThatIsMissingOrEmptyOrBesideNothing() throws IOException {
        final String missing = directory.resolve("missing").toString();

        assertTrue(refusal(Map.of(Property.TRACING_ENDPOINT, "https://collector", Property.TRACING_CA, missing))
                .contains("is not a file that can be read"));
        final Path empty = Files.writeString(directory.resolve("ca.pem"), "no certificate");
        assertTrue(
                refusal(Map.of(Property.TRACING_ENDPOINT, "https://collector", Property.TRACING_CA, empty.toString()))
                        .contains("has no certificates in PEM"));
        assertTrue(refusal(Map.of(Property.TRACING_CA, missing)).contains("tracing.endpoint is missing beside"));
    }

    private static String refusal(final Map<Property, String> set) {
        return String.valueOf(
                assertThrows(ConfigException.class, () -> load(set)).getMessage());
    }

    private static TracingConfig load(final Map<Property, String> set) {
        return ConfigLoader.load(null, Map.of(), set).config().tracing();
    }
}
