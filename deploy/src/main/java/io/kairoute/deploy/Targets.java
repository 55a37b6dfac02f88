package io.kairoute.deploy;

import io.kairoute.deploy.replay.Target;

/** Reads the address of a server from the command line. */
final class Targets {
    /** Where the route listener is unless somebody says otherwise. */
    static final int DEFAULT_ROUTE_PORT = 7400;

    private Targets() {}

    /** Reads {@code HOST:PORT}, or refuses. */
    static Target parse(final String text) {
        try {
            return Target.parse(text, DEFAULT_ROUTE_PORT);
        } catch (final IllegalArgumentException e) {
            throw new Refusal("--target: " + e.getMessage() + ".", e);
        }
    }
}
