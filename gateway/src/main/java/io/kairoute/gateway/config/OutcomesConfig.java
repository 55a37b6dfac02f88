package io.kairoute.gateway.config;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How outcomes are taken and kept. Immutable.
 *
 * @param address where a listener takes them and nothing else; null for none
 * @param sources sources of outcomes, the most believed first
 * @param mostGib how much one tenant's may take up
 */
public record OutcomesConfig(@Nullable Address address, List<String> sources, int mostGib) {
    private static final int MOST_SOURCES = 64;
    private static final int MOST_GIB = 65_536;

    /** Checks the ranges, and that sources are named once. */
    public OutcomesConfig {
        sources = List.copyOf(sources);
        Invalid.within(Property.OUTCOMES_MAX_GIB, mostGib, 1, MOST_GIB);
        Invalid.within(Property.OUTCOMES_SOURCES, sources.size(), 0, MOST_SOURCES);
        if (new HashSet<>(sources).size() != sources.size() || sources.contains("")) {
            throw new Invalid(Property.OUTCOMES_SOURCES, "outcomes.sources names a source twice or an empty one");
        }
    }

    static OutcomesConfig of(final Settings settings) {
        return new OutcomesConfig(
                settings.text(Property.OUTCOMES_PORT).isBlank()
                        ? null
                        : Address.of(settings, Property.OUTCOMES_HOST, Property.OUTCOMES_PORT),
                settings.list(Property.OUTCOMES_SOURCES),
                settings.integer(Property.OUTCOMES_MAX_GIB));
    }
}
