package io.kairoute.gateway.config;

import java.util.List;

/**
 * A configuration and what to print about it at start. Immutable.
 *
 * @param config the configuration
 * @param effective one line per property: name, value and where it was set; holds no secret
 * @param unknownEnvironment variables that start with {@code KAIROUTE_} and name no property
 */
public record LoadedConfig(GatewayConfig config, List<String> effective, List<String> unknownEnvironment) {
    /** Copies the lists. */
    public LoadedConfig {
        effective = List.copyOf(effective);
        unknownEnvironment = List.copyOf(unknownEnvironment);
    }
}
