package io.kairoute.ctl.access;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds around it: its environment variables. Immutable.
 *
 * @param variables the environment
 */
public record Surroundings(Map<String, String> variables) {
    /** Copies the variables. */
    public Surroundings {
        variables = Map.copyOf(variables);
    }

    /** Those of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(System.getenv());
    }

    /** The value of a variable; null where it is not set, or empty. */
    @Nullable
    public String value(final Variable variable) {
        final String value = variables.get(variable.variableName());
        return value == null || value.isEmpty() ? null : value;
    }

    /** The file of contexts, whether or not it is there. */
    Path contextsFile() {
        final String named = value(Variable.CONTEXTS);
        if (named != null) {
            return Path.of(named);
        }
        final String configured = variables.getOrDefault("XDG_CONFIG_HOME", "");
        final Path folder = configured.isEmpty() ? home().resolve(".config") : Path.of(configured);
        return folder.resolve("kairoute").resolve("contexts.yaml");
    }

    private Path home() {
        final String home = variables.getOrDefault("HOME", "");
        return Path.of(home.isEmpty() ? System.getProperty("user.home", "") : home);
    }
}
