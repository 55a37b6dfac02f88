package io.kairoute.router.table.yaml;

import io.kairoute.router.Limits;
import io.kairoute.router.table.Problem.Position;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.yaml.YamlNode.Scalar;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Turns the bytes of a document into YAML nodes, within limits, or says in one problem why it cannot. */
final class YamlDocument {
    private static final int LEAST_BUFFER = 1_024;
    private static final int MOST_BUFFER = 1024 * 1024;
    private static final Position START = new Position(1, 1);
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private YamlDocument() {}

    /** The root of the document; null when a problem was added instead. */
    static @Nullable YamlNode parse(final byte[] document, final Problems problems) {
        if (document.length > Limits.TABLE_BYTES) {
            problems.error(
                    "LIMIT_EXCEEDED",
                    TablePath.ROOT,
                    START,
                    "The document has " + document.length + " bytes, the limit is " + Limits.TABLE_BYTES + ".",
                    "Split the table, or shorten it.");
            return null;
        }
        final String text = decode(document, problems);
        return text == null ? null : compose(text, problems);
    }

    static Position position(final Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static @Nullable String decode(final byte[] document, final Problems problems) {
        final ByteBuffer bytes = ByteBuffer.wrap(document);
        final CharBuffer text = CharBuffer.allocate(document.length);
        final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        final CoderResult result = decoder.decode(bytes, text, true);
        text.flip();
        if (result.isError()) {
            problems.error(
                    "NOT_UTF8",
                    TablePath.ROOT,
                    endOf(text.toString()),
                    "The byte at offset " + bytes.position() + " is not UTF-8.",
                    "Save the file in the encoding UTF-8.");
            return null;
        }
        return text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK
                ? text.subSequence(1, text.length()).toString()
                : text.toString();
    }

    // The parser copies what it has of a token each time its buffer runs out: with the usual kilobyte one line of many
    // megabytes, a comment even, would keep it busy for minutes.
    private static LoadSettings settings(final int characters) {
        return LoadSettings.builder()
                .setCodePointLimit(Limits.TABLE_BYTES)
                .setUseMarks(true)
                .setBufferSize(Math.max(LEAST_BUFFER, Math.min(MOST_BUFFER, characters)))
                .build();
    }

    private static @Nullable YamlNode compose(final String text, final Problems problems) {
        try {
            final LoadSettings settings = settings(text.length());
            final YamlNode root =
                    new NodeComposer(new ParserImpl(settings, new StreamReader(settings, text))).document();
            if (root != null && !(root instanceof Scalar scalar && scalar.isNull())) {
                return root;
            }
            problems.error(
                    "DOCUMENT_EMPTY",
                    TablePath.ROOT,
                    START,
                    "The document holds nothing.",
                    "Write a table; the keys table and format come first.");
        } catch (final NodeComposer.Refusal refusal) {
            problems.error(
                    refusal.code(),
                    TablePath.ROOT,
                    refusal.position(),
                    String.valueOf(refusal.getMessage()),
                    "Write a plainer document.");
        } catch (final MarkedYamlEngineException malformed) {
            final Position position = malformed
                    .getProblemMark()
                    .or(malformed::getContextMark)
                    .map(YamlDocument::position)
                    .orElse(START);
            malformed(problems, position, sentence(malformed));
        } catch (final ReaderException unprintable) {
            malformed(
                    problems,
                    endOf(text.substring(0, text.offsetByCodePoints(0, unprintable.getPosition()))),
                    String.format(
                            Locale.ROOT, "the character U+%04X may not stand in YAML", unprintable.getCodePoint()));
        } catch (final YamlEngineException refused) {
            malformed(problems, START, String.valueOf(refused.getMessage()));
        }
        return null;
    }

    private static void malformed(final Problems problems, final Position position, final String why) {
        problems.error(
                "MALFORMED_YAML",
                TablePath.ROOT,
                position,
                "The document is not well-formed YAML: " + why.strip().replaceFirst("\\.$", "") + ".",
                "Mend the indentation, quotes or brackets at this place.");
    }

    private static String sentence(final MarkedYamlEngineException malformed) {
        return YamlMistakes.meaning(malformed.getContext(), malformed.getProblem());
    }

    /** The position just after a text. */
    private static Position endOf(final String before) {
        final int lastBreak = before.lastIndexOf('\n');
        final int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new Position(line, before.codePointCount(lastBreak + 1, before.length()) + 1);
    }
}
