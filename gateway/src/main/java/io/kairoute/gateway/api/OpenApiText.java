package io.kairoute.gateway.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Reads the OpenAPI document that a test keeps equal to the proto files. */
final class OpenApiText {
    private OpenApiText() {}

    static String read() {
        try (InputStream in = Objects.requireNonNull(OpenApiText.class.getResourceAsStream("openapi.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException("the OpenAPI document cannot be read", e);
        }
    }
}
