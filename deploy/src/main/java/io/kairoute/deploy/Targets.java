package io.kairoute.deploy;

import io.kairoute.deploy.replay.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the address of a server from the command line. */
final class Targets {
    /** Where the route listener is unless somebody says otherwise. */
    static final int DEFAULT_ROUTE_PORT = 7400;

    private Targets() {}

    /** Reads {@code HOST:PORT} and the file that holds the API key, or refuses. */
    static Target parse(final String text, final @Nullable Path keyFile) {
        try {
            final Target target = Target.parse(text, DEFAULT_ROUTE_PORT);
            return keyFile == null
                    ? target
                    : target.with(Files.readString(keyFile).strip());
        } catch (final IOException e) {
            throw new Refusal("--key-file: " + keyFile + " cannot be read.", e);
        } catch (final IllegalArgumentException e) {
            throw new Refusal("--target: " + e.getMessage() + ".", e);
        }
    }
}
