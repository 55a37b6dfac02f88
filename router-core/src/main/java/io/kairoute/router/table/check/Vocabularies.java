package io.kairoute.router.table.check;

import io.kairoute.router.table.Attribute;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The vocabularies that a table closes. */
final class Vocabularies {
    private static final int FEW = 100;

    private final Map<Attribute, Set<String>> closed = new EnumMap<>(Attribute.class);
    private final Map<Attribute, Set<String>> few = new EnumMap<>(Attribute.class);

    Vocabularies(final Map<String, List<String>> values) {
        values.forEach((key, listed) -> {
            final Attribute attribute = closable(key);
            if (attribute != null) {
                closed.put(attribute, attribute.isHierarchical() ? new TreeSet<>(listed) : new HashSet<>(listed));
                few.put(attribute, Set.copyOf(listed.subList(0, Math.min(FEW, listed.size()))));
            }
        });
    }

    /** The attribute whose vocabulary a key closes; null for none. */
    static @Nullable Attribute closable(final String key) {
        for (final Attribute attribute : Attribute.CLOSABLE) {
            if (attribute.key().equals(key)) {
                return attribute;
            }
        }
        return null;
    }

    /** Whether a rule may name a value: an open vocabulary admits all, and a listed region all that lie around it. */
    boolean admit(final Attribute attribute, final String value) {
        final Set<String> listed = closed.get(attribute);
        return listed == null || listed.contains(value) || isAroundOne(listed, value);
    }

    /** Some of the listed values, to guess from. */
    Set<String> few(final Attribute attribute) {
        return few.getOrDefault(attribute, Set.of());
    }

    private static boolean isAroundOne(final Set<String> listed, final String value) {
        final String below = listed instanceof NavigableSet<String> sorted ? sorted.ceiling(value + "-") : null;
        return below != null && below.startsWith(value + "-");
    }
}
