package io.kairoute.ctl.table.edit;

import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.GivenFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A table as a file of its editor: the document as the node has it, and what the file was exported from. Immutable.
 *
 * @param document the table, without the mark
 * @param seen what the mark says; null where there is none
 */
public record TableFile(String document, @Nullable Seen seen) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * Reads a file.
     *
     * @throws Refusal when it cannot be read, or its mark is damaged
     */
    public static TableFile read(final Path file) {
        return of(file.toString(), text(file));
    }

    /** Takes the mark off a text; every mark where there are more, as in a copy of a copy. The first one counts. */
    public static TableFile of(final String name, final String text) {
        final boolean hasOrderMark = text.startsWith(BYTE_ORDER_MARK);
        String rest = hasOrderMark ? text.substring(BYTE_ORDER_MARK.length()) : text;
        @Nullable Seen seen = null;
        while (Seen.isMark(rest)) {
            final int end = rest.indexOf('\n');
            final String line = end < 0 ? rest : rest.substring(0, end);
            seen = seen == null ? Seen.parse(name, line) : seen;
            rest = end < 0 ? "" : rest.substring(end + 1);
        }
        return new TableFile(hasOrderMark ? BYTE_ORDER_MARK + rest : rest, seen);
    }

    /** A document with its mark before it, which {@link #of} takes off again to the byte. */
    static byte[] marked(final Seen seen, final String document) {
        final String mark = seen.mark() + "\n";
        final String marked = document.startsWith(BYTE_ORDER_MARK)
                ? BYTE_ORDER_MARK + mark + document.substring(BYTE_ORDER_MARK.length())
                : mark + document;
        return marked.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The text of a file.
     *
     * @throws Refusal when it cannot be read
     */
    public static String text(final Path file) {
        return GivenFile.text(file, GivenFile.LARGE_BYTES);
    }
}
