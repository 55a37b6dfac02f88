package io.kairoute.gateway.document;

import com.fasterxml.jackson.core.JsonLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in a person's words what makes a text no YAML; a parser's own words tell how a parser works. */
final class YamlForm {
    private static final List<Saying> SAYINGS = List.of(
            new Saying("\\t(TAB)", "a tab stands here: YAML is indented by spaces only"),
            new Saying(
                    "mapping values are not allowed",
                    "a colon stands where none can: indent by spaces alike, or put a text with"
                            + " a colon into quotes"),
            new Saying("could not find expected ':'", "a colon is missing behind the key"),
            new Saying("unexpected end of stream", "a quote is never closed"),
            new Saying(
                    "found unknown escape character",
                    "a backslash in double quotes begins an escape that there is not:" + " use single quotes"),
            new Saying("expected ',' or ']'", "a list that begins with [ is never closed, or lacks a comma"),
            new Saying("expected ',' or '}'", "a map that begins with { is never closed, or lacks a comma"),
            new Saying("expected <block end>", "the indent does not fit the lines above"),
            new Saying("expected the node content", "a value is missing, or begins with a sign that needs quotes"),
            new Saying(
                    "sequence entries are not allowed",
                    "a list begins here with -, where none can: put it on a line of its own"),
            new Saying("cannot start any token", "a text cannot begin with this sign: put it into quotes"),
            new Saying("special characters are not allowed", "holds a control character"),
            new Saying("found undefined alias", "aliases are not taken, write it out"),
            new Saying("Nesting depth", "nested too deeply"),
            new Saying("Duplicate field", "the key is there twice: keep one"));
    private static final String OTHER =
            "this is no YAML: look at the quotes, brackets, colons and indents around this place";

    private YamlForm() {}

    /** What a parser says, and what that means. */
    private record Saying(String part, String meaning) {}

    /** What a parser's words mean. */
    static String reason(final @Nullable String words) {
        for (final Saying saying : SAYINGS) {
            if (words != null && words.contains(saying.part())) {
                return saying.meaning();
            }
        }
        return OTHER;
    }

    /** The character that nobody sees in a line, or in the one before; null for none. */
    static @Nullable DocumentFault hidden(final String text, final int line) {
        final List<String> lines = text.lines().toList();
        for (int i = Math.max(1, line - 1); i <= Math.min(line, lines.size()); i++) {
            final int place = Invisible.first(lines.get(i - 1));
            if (place >= 0) {
                return hidden(i, place + 1, lines.get(i - 1).codePointAt(place));
            }
        }
        return null;
    }

    /** A character that nobody sees, at a place in the text, or in what begins there. */
    static DocumentFault hidden(final String text, final JsonLocation from, final int place, final int codePoint) {
        if (place < 0) {
            return hidden(from.getLineNr(), from.getColumnNr(), codePoint);
        }
        final int line = 1
                + (int) text.substring(0, place).chars().filter(c -> c == '\n').count();
        return hidden(line, place - text.lastIndexOf('\n', place - 1), codePoint);
    }

    private static DocumentFault hidden(final int line, final int column, final int codePoint) {
        return new DocumentFault(
                line,
                column,
                "holds " + Invisible.name(codePoint) + ", which nobody sees: write a plain space, or nothing");
    }
}
