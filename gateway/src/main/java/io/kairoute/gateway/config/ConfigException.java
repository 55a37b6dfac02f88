package io.kairoute.gateway.config;

/** Says in one sentence what is wrong with the configuration: where, what, and what would be right. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ConfigException(final String message) {
        super(message);
    }

    /** A fault at a place, such as {@code kairoute.yaml:3:7} or {@code KAIROUTE_ROUTE_PORT}. */
    static ConfigException at(final String place, final String what) {
        return new ConfigException(place + ": " + what);
    }
}
