package io.kairoute.node.serve;

import io.kairoute.ctl.Failures;
import io.kairoute.ctl.access.Variable;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.gateway.config.Property;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Settings of a node that are given beside its file: in the environment, and by the option {@code --set}. */
public final class GivenSettings {
    private GivenSettings() {}

    /** The environment without the launcher's own variables, and those of commands that ask a node: they are no settings of one. */
    public static Map<String, String> environment() {
        final Map<String, String> environment = new HashMap<>(System.getenv());
        environment.remove("KAIROUTE_JAVA_OPTS");
        environment.remove(Failures.TRACE_VARIABLE);
        environment.keySet().removeIf(Variable::isOneOfThem);
        return environment;
    }

    /**
     * What {@code --set} gave.
     *
     * @throws Refusal when it names no property
     */
    public static Map<Property, String> flags(final Map<String, String> settings) {
        final Map<Property, String> flags = new EnumMap<>(Property.class);
        settings.forEach((name, value) -> flags.put(property(name), value));
        return flags;
    }

    private static Property property(final String name) {
        for (final Property property : Property.values()) {
            if (property.path().equals(name)) {
                return property;
            }
        }
        throw new Refusal(
                ExitCode.USAGE, "--set: there is no property " + name + "; serve prints all of them when it starts.");
    }
}
