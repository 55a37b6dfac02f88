package io.kairoute.node.logging;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a line names: {@code name={}} or {@code name="several words"}, from the beginning of its pattern to the end.
 *
 * <p>Names are those of the pattern, which stands in the source, and no argument is looked into: nothing that somebody sent can be
 * taken for a name.
 */
final class NamedValues {
    private static final Pattern NEXT = Pattern.compile("([a-z][a-z0-9_]*)=(?:\"([^\"]*)\"|([^\" ]*))(?: |\\z)");
    private static final String PLACE = "{}";

    private NamedValues() {}

    /** Those of a line whose pattern is made of nothing else, in their order; none of any other. */
    static Map<String, String> of(final LogLine line) {
        final Map<String, String> found = new LinkedHashMap<>();
        final Matcher next = NEXT.matcher(line.pattern());
        int at = 0;
        int argument = 0;
        while (at < line.pattern().length()) {
            next.region(at, line.pattern().length());
            if (!next.lookingAt()) {
                return new LinkedHashMap<>();
            }
            final String value = next.group(2) == null ? next.group(3) : next.group(2);
            final int last = Math.min(argument + places(value), line.arguments().size());
            final List<@Nullable Object> own = line.arguments().subList(argument, last);
            found.put(next.group(1), LogLine.cut(LogLine.filled(value, own), LogLine.MOST_OF_MESSAGE));
            argument = last;
            at = next.end();
        }
        return found;
    }

    private static int places(final String value) {
        int places = 0;
        for (int at = value.indexOf(PLACE); at >= 0; at = value.indexOf(PLACE, at + PLACE.length())) {
            places++;
        }
        return places;
    }
}
