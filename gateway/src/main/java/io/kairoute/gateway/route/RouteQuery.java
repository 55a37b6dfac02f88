package io.kairoute.gateway.route;

import com.google.rpc.Code;
import io.kairoute.gateway.refusal.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the query of a URL says beside the question: which format the answer takes, and in which contexts it is given. Immutable.
 *
 * <p>Unknown names are ignored, since platforms add their own. A name that is given twice has no one meaning.
 *
 * @param format the value of {@code format}; null where there is none
 * @param context the value of {@code context}; null where there is none
 * @param refusal why the query cannot be read; null where it can
 */
record RouteQuery(
        @Nullable String format,
        @Nullable String context,
        @Nullable Refusal refusal) {
    private static final String FORMAT = "format";
    private static final String CONTEXT = "context";
    private static final Refusal BAD_ESCAPE = Refusal.of(
            Code.INVALID_ARGUMENT, "BAD_ESCAPE", "The URL holds a % that no two hexadecimal digits of UTF-8 follow.");
    private static final Pattern SHOWN = Pattern.compile("[!-~]{1,64}");

    /** Reads a query whose every name may be given once. */
    static RouteQuery once(final @Nullable String query) {
        return read(query, name -> true);
    }

    /** Reads a query that is a question, too: a list takes its name once per item, and its reader looks at the rest. */
    static RouteQuery beside(final @Nullable String query) {
        return read(query, name -> FORMAT.equals(name) || CONTEXT.equals(name));
    }

    /** Why a path cannot be read; null where it can. */
    static @Nullable Refusal badPath(final String path) {
        return decoded(path) == null ? BAD_ESCAPE : null;
    }

    private static RouteQuery read(final @Nullable String query, final Predicate<String> isSingle) {
        if (query == null) {
            return new RouteQuery(null, null, null);
        }
        final Set<String> seen = new HashSet<>();
        String format = null;
        String context = null;
        for (final String pair : query.split("&", -1)) {
            final int equals = pair.indexOf('=');
            final String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            final String value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
            if (name == null || value == null) {
                return new RouteQuery(null, null, BAD_ESCAPE);
            }
            if (!name.isEmpty() && isSingle.test(name) && !seen.add(name)) {
                return new RouteQuery(null, null, givenTwice(name));
            }
            format = FORMAT.equals(name) ? value : format;
            context = CONTEXT.equals(name) ? value : context;
        }
        return new RouteQuery(format, context, null);
    }

    // Whoever mends it looks for the name; what no person can read is not repeated.
    private static Refusal givenTwice(final String name) {
        return Refusal.of(
                Code.INVALID_ARGUMENT,
                "GIVEN_TWICE",
                "The query of the URL gives " + (SHOWN.matcher(name).matches() ? name : "a name")
                        + " twice; give each name once.");
    }

    private static @Nullable String decoded(final String text) {
        try {
            final String plain = URLDecoder.decode(text, StandardCharsets.UTF_8);
            return plain.indexOf('\uFFFD') < 0 ? plain : null;
        } catch (final IllegalArgumentException e) {
            return null;
        }
    }
}
