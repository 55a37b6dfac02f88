package io.kairoute.gateway.openapi;

import java.util.regex.Pattern;

/** Turns a comment of a proto file into Markdown: lines become paragraphs, indented lists become lists. */
final class CommentText {
    private static final Pattern ITEM = Pattern.compile(" {2,}([A-Z0-9_]{2,}( [A-Z_]+)?: |\\d\\. ).*");

    private CommentText() {}

    static String of(final String comment) {
        final StringBuilder text = new StringBuilder();
        boolean isList = false;
        for (final String raw : comment.split("\n", -1)) {
            final String line = raw.startsWith(" ") ? raw.substring(1) : raw;
            if (line.isBlank()) {
                text.append(text.isEmpty() ? "" : "\n\n");
                isList = false;
            } else if (ITEM.matcher(line).matches()) {
                text.append(isList ? "\n" : "\n\n").append("- ").append(line.strip());
                isList = true;
            } else {
                if (isList && !line.startsWith("  ")) {
                    text.append("\n\n");
                    isList = false;
                }
                final boolean isGlued = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
                text.append(isGlued ? "" : " ").append(line.strip());
            }
        }
        return text.toString().replaceAll("\n{3,}", "\n\n").strip();
    }

    /** The first sentence, for a list. */
    static String summary(final String text) {
        final String first = text.split("(?<=[.:])\\s", 2)[0];
        return first.replaceAll("[.:]$", "");
    }
}
