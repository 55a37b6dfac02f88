package io.kairoute.gateway.imports;

import io.kairoute.router.Limits;
import io.kairoute.router.segment.ProfileAttribute;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of each attribute of one set, numbered from 1 as they are met.
 *
 * <p>Thread-confined: owned by the importing thread.
 */
final class Words {
    private final Map<ProfileAttribute, Map<String, Integer>> ordinals = new EnumMap<>(ProfileAttribute.class);

    /** The number of a word, a new one where it was not met before. */
    int ordinal(final ProfileAttribute attribute, final String word) {
        final Map<String, Integer> words = ordinals.computeIfAbsent(attribute, a -> new LinkedHashMap<>());
        final Integer known = words.get(word);
        if (known != null) {
            return known;
        }
        if (words.size() == Limits.PROFILE_VALUES) {
            throw new ImportException("the attribute " + attribute.key() + " has more than " + Limits.PROFILE_VALUES
                    + " words: put them together with values, bands or rules in the mapping");
        }
        if (word.isEmpty() || !fits(word)) {
            throw new ImportException("the attribute " + attribute.key() + " has a word of "
                    + word.getBytes(StandardCharsets.UTF_8).length + " bytes: 1 to " + Limits.STRING_BYTES
                    + " are taken");
        }
        words.put(word, words.size() + 1);
        return words.size();
    }

    /** Whether a word is short enough to be one. */
    static boolean fits(final String word) {
        return word.getBytes(StandardCharsets.UTF_8).length <= Limits.STRING_BYTES;
    }

    /** The words of every attribute, in the order of their numbers. */
    Map<ProfileAttribute, List<String>> all() {
        final Map<ProfileAttribute, List<String>> all = new EnumMap<>(ProfileAttribute.class);
        ordinals.forEach((attribute, words) -> all.put(attribute, List.copyOf(words.keySet())));
        return all;
    }
}
