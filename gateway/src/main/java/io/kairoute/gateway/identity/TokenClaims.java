package io.kairoute.gateway.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what a token says under a claim's name, however its issuer nests and lists it. */
final class TokenClaims {
    private static final String BETWEEN_WORDS = "[,;\\s]+";

    private TokenClaims() {}

    /**
     * The words of a claim: those of a list, and of a text with commas or blanks between.
     *
     * @param name the claim's name; with dots also a way through maps, as {@code realm_access.roles}
     */
    static List<String> words(final JWTClaimsSet claims, final String name) {
        final List<String> words = new ArrayList<>();
        add(find(claims.getClaims(), name), words);
        return words;
    }

    private static void add(final @Nullable Object value, final List<String> words) {
        if (value instanceof List<?> list) {
            list.forEach(item -> addWords(item, words));
        } else {
            addWords(value, words);
        }
    }

    // A list or a map within is nobody's way to tell roles, and its text is no list of words.
    private static void addWords(final @Nullable Object value, final List<String> words) {
        if (value instanceof String || value instanceof Number) {
            for (final String word : value.toString().split(BETWEEN_WORDS, -1)) {
                if (!word.isEmpty()) {
                    words.add(word);
                }
            }
        }
    }

    /** A name may hold dots itself, as those do that begin with an address: the longest name counts. */
    private static @Nullable Object find(final Map<?, ?> claims, final String name) {
        if (claims.containsKey(name)) {
            return claims.get(name);
        }
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            if (claims.get(name.substring(0, dot)) instanceof Map<?, ?> below) {
                return find(below, name.substring(dot + 1));
            }
        }
        return null;
    }
}
