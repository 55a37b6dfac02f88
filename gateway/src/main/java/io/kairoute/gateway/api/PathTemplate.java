package io.kairoute.gateway.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The path of an HTTP rule, such as <code>/v1/tenants/{tenant}/drafts/{draft}:approve</code>. Immutable.
 *
 * <p>A variable stands for one whole segment, up to the verb.
 */
final class PathTemplate {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z0-9_]+)}");

    private final Pattern pattern;
    private final List<String> variables;
    private final int literalChars;

    private PathTemplate(final Pattern pattern, final List<String> variables, final int literalChars) {
        this.pattern = pattern;
        this.variables = List.copyOf(variables);
        this.literalChars = literalChars;
    }

    /** Reads a template; those with wildcards or nested variables are not known here. */
    static PathTemplate of(final String template) {
        final Matcher matcher = VARIABLE.matcher(template);
        final StringBuilder regex = new StringBuilder();
        final List<String> variables = new ArrayList<>();
        int end = 0;
        int literals = 0;
        while (matcher.find()) {
            literals += matcher.start() - end;
            regex.append(literal(template, end, matcher.start())).append("([^/]+)");
            variables.add(matcher.group(1));
            end = matcher.end();
        }
        regex.append(literal(template, end, template.length()));
        return new PathTemplate(Pattern.compile(regex.toString()), variables, literals + template.length() - end);
    }

    /** How much of the template is spelled out; of two that match, the one with more is meant. */
    int literalChars() {
        return literalChars;
    }

    /** The variables of a path, decoded; null when the path does not match, or its escapes are no UTF-8. */
    @Nullable
    Map<String, String> match(final String path) {
        final Matcher matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return null;
        }
        final Map<String, String> found = new HashMap<>();
        for (int i = 0; i < variables.size(); i++) {
            final String value = decoded(matcher.group(i + 1));
            if (value == null) {
                return null;
            }
            found.put(variables.get(i), value);
        }
        return found;
    }

    /** Whether every escape of a path is one of UTF-8. */
    static boolean isDecodable(final String path) {
        return decoded(path) != null;
    }

    private static String literal(final String template, final int from, final int to) {
        final String text = template.substring(from, to);
        if (text.indexOf('{') >= 0 || text.indexOf('*') >= 0) {
            throw new IllegalArgumentException("template=" + template + " holds more than plain variables");
        }
        return Pattern.quote(text);
    }

    private static @Nullable String decoded(final String segment) {
        try {
            // In a path a plus is a plus.
            final String text = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
            return text.indexOf('\uFFFD') < 0 ? text : null;
        } catch (final IllegalArgumentException e) {
            return null;
        }
    }
}
