package io.kairoute.router.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.table.Problem.Position;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The full table with a few passages replaced. A {@code §} in a replacement marks where a problem is expected, and is not
 * part of the document.
 */
public final class EditedDocument {
    private static final String MARK = "§";

    private final String text;

    private EditedDocument(final String text) {
        this.text = text;
    }

    /** The full table with passages replaced: what was there, what stands there instead, and so on in pairs. */
    public static EditedDocument of(final String... edits) {
        String text = Documents.full();
        for (int i = 0; i < edits.length; i += 2) {
            final int at = text.indexOf(edits[i]);
            assertTrue(at >= 0, "not in the document: " + edits[i]);
            assertEquals(at, text.lastIndexOf(edits[i]), "twice in the document: " + edits[i]);
            text = text.substring(0, at) + edits[i + 1] + text.substring(at + edits[i].length());
        }
        return new EditedDocument(text);
    }

    /** The document without the mark. */
    public byte[] bytes() {
        return text.replace(MARK, "").getBytes(StandardCharsets.UTF_8);
    }

    /** The place of the mark. */
    public Position mark() {
        final int mark = text.indexOf(MARK);
        assertTrue(mark >= 0, "no mark");
        final String before = text.substring(0, mark);
        final int line = (int) before.lines().count() + (before.endsWith("\n") ? 1 : 0);
        return new Position(line, mark - before.lastIndexOf('\n'));
    }

    /** Asserts that exactly one problem has this code, stands at the mark, and names all of these. */
    public void assertReported(final List<Problem> problems, final String code, final List<String> names) {
        final List<Problem> found =
                problems.stream().filter(p -> p.code().equals(code)).toList();
        assertEquals(1, found.size(), () -> "problems with " + code + " among " + problems);
        final Problem problem = found.get(0);
        assertEquals(mark(), problem.position(), problem::toString);
        final String sentence = problem.toLine("table.yaml");
        for (final String name : names) {
            assertTrue(sentence.contains(name), () -> "\"" + name + "\" in: " + sentence);
        }
        assertTrue(problem.reason().endsWith(".") && problem.reason().length() > 10, sentence);
        assertTrue(problem.remedy().endsWith(".") || problem.remedy().endsWith("?"), sentence);
    }
}
