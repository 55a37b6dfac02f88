package io.kairoute.router.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The documents that tests start from. */
public final class Documents {
    private Documents() {}

    /** A valid table with every key. */
    public static String full() {
        return resource("full.yaml");
    }

    private static String resource(final String name) {
        try (InputStream input = Documents.class.getResourceAsStream(name)) {
            if (input == null) {
                throw new AssertionError("no resource " + name);
            }
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
