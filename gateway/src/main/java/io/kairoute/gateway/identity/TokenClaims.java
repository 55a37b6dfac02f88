package io.kairoute.gateway.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a token says under a claim's name, however its issuer nests it.
 *
 * <p>An item of a list is one name, whatever it holds: where people name groups, one may be called "friends, admin". A text is read as
 * what it must be: of tenants one name, of roles a list as OAuth writes its scopes, with blanks between, or one with commas; never
 * parted by both, so that what stands between two commas is one name.
 */
final class TokenClaims {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern COMMAS = Pattern.compile("\\s*,\\s*");

    private TokenClaims() {}

    /**
     * The names in a claim: the items of a list, or the text as a whole.
     *
     * @param name the claim's name; with dots also a way through maps, as {@code realm_access.roles}
     */
    static List<String> names(final JWTClaimsSet claims, final String name) {
        final Object value = find(claims.getClaims(), name);
        return value instanceof List<?> list ? items(list) : items(Collections.singletonList(value));
    }

    /** The names in a claim: the items of a list, or the words of a text. */
    static List<String> words(final JWTClaimsSet claims, final String name) {
        final Object value = find(claims.getClaims(), name);
        if (value instanceof String text) {
            return items(List.of((text.indexOf(',') < 0 ? BLANKS : COMMAS).split(text.strip(), -1)));
        }
        return names(claims, name);
    }

    // A list or a map within is nobody's way to tell a name, and its text is none.
    private static List<String> items(final List<?> list) {
        final List<String> items = new ArrayList<>();
        for (final Object item : list) {
            if ((item instanceof String || item instanceof Number)
                    && !item.toString().isBlank()) {
                items.add(item.toString());
            }
        }
        return items;
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
