package io.kairoute.gateway.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lays defaults, file, environment and flags together, in rising order, and makes the configuration of them. */
public final class ConfigLoader {
    private ConfigLoader() {}

    /**
     * Loads the configuration.
     *
     * @param file the YAML file; null for none
     * @param environment the process environment
     * @param flags what the command line sets
     * @throws ConfigException with one sentence about the first fault
     */
    public static LoadedConfig load(
            final @Nullable Path file, final Map<String, String> environment, final Map<Property, String> flags) {
        final Settings settings = new Settings();
        if (file != null) {
            YamlSettings.read(file, settings);
        }
        for (final Property property : Property.values()) {
            final String value = environment.get(property.environmentName());
            if (value != null && !ForeignVariables.contains(property.environmentName(), value)) {
                settings.put(property, value, property.environmentName());
            }
        }
        flags.forEach((property, value) -> settings.put(property, value, "command line"));
        try {
            return new LoadedConfig(GatewayConfig.of(settings), effective(settings), unknown(environment));
        } catch (final Invalid e) {
            throw ConfigException.at(settings.place(e.property()), String.valueOf(e.getMessage()));
        }
    }

    private static List<String> effective(final Settings settings) {
        final List<String> lines = new ArrayList<>();
        for (final Property property : Property.values()) {
            lines.add(property.path() + " = " + settings.text(property) + "   (" + settings.place(property) + ")");
        }
        return lines;
    }

    private static List<String> unknown(final Map<String, String> environment) {
        final TreeSet<String> names = new TreeSet<>(environment.keySet());
        names.removeIf(name -> !name.startsWith(Property.ENVIRONMENT_PREFIX)
                || ForeignVariables.contains(name, environment.getOrDefault(name, "")));
        for (final Property property : Property.values()) {
            names.remove(property.environmentName());
        }
        return List.copyOf(names);
    }
}
