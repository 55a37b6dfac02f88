package io.kairoute.gateway.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Looks over a YAML document of a person before it is bound to anything, and names what nobody sees in it.
 *
 * <p>One document, without aliases, without a key that is there twice, with a value wherever one is due, and without characters
 * that nobody sees. Whatever else is wrong with the form is told by {@link YamlForm}.
 */
public final class PlainYaml {
    private static final YAMLFactory YAML = new YAMLFactory();

    private final String text;
    private final YAMLParser parser;
    private final Deque<Set<String>> keys = new ArrayDeque<>();

    private PlainYaml(final String text, final YAMLParser parser) {
        this.text = text;
        this.parser = parser;
    }

    /**
     * The text of a file that was saved in UTF-8, or in UTF-16 with a mark.
     *
     * @throws DocumentFault when it is neither
     */
    public static String text(final byte[] bytes) throws DocumentFault {
        final FileKind.Mark mark = FileKind.mark(bytes);
        final Charset charset = mark == null ? StandardCharsets.UTF_8 : mark.charset();
        final int skipped = mark == null ? 0 : mark.bytes();
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, skipped, bytes.length - skipped))
                    .toString();
        } catch (final CharacterCodingException e) {
            throw new DocumentFault("the file is not UTF-8: save it in that encoding");
        }
    }

    /**
     * Checks the whole text.
     *
     * @throws DocumentFault about the first thing that is wrong
     */
    public static void check(final String text) throws DocumentFault {
        try (YAMLParser parser = YAML.createParser(text)) {
            new PlainYaml(text, parser).check();
        } catch (final DocumentFault e) {
            throw e;
        } catch (final JsonProcessingException e) {
            throw fault(text, e);
        } catch (final IOException e) {
            throw new AssertionError("a text is read without a device", e);
        }
    }

    /** What is wrong with the form of a text that a parser gave up. */
    public static DocumentFault fault(final String text, final JsonProcessingException e) {
        final JsonLocation location = e.getLocation();
        int line = location == null ? 1 : location.getLineNr();
        int column = location == null ? 1 : location.getColumnNr();
        if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            line = marked.getProblemMark().getLine() + 1;
            column = marked.getProblemMark().getColumn() + 1;
        }
        final DocumentFault hidden = YamlForm.hidden(text, line);
        return hidden == null ? new DocumentFault(line, column, YamlForm.reason(e.getOriginalMessage())) : hidden;
    }

    private void check() throws IOException {
        boolean isOver = false;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (isOver) {
                throw at("a second document begins here: write one file for each");
            }
            check(token);
            isOver = parser.getParsingContext().inRoot();
        }
    }

    private void check(final JsonToken token) throws IOException {
        if (parser.isCurrentAlias()) {
            throw at("aliases are not taken, write it out");
        }
        switch (token) {
            case START_OBJECT -> keys.push(new HashSet<>());
            case END_OBJECT -> keys.pop();
            case FIELD_NAME -> {
                checkVisible(parser.currentName());
                if (!keys.element().add(parser.currentName())) {
                    throw at(path() + "the key is there twice: keep one");
                }
            }
            case VALUE_NULL -> {
                if (!parser.getParsingContext().inRoot()) {
                    checkNextLine();
                    throw at(path() + "has no value: write one, or leave the key out");
                }
            }
            case VALUE_STRING -> checkVisible(parser.getText());
            default -> {}
        }
    }

    /** A line that is indented by other blanks than spaces does not belong to the key above it. */
    private void checkNextLine() throws DocumentFault {
        final DocumentFault hidden =
                YamlForm.hidden(text, parser.currentTokenLocation().getLineNr() + 1);
        if (hidden != null) {
            throw hidden;
        }
    }

    private void checkVisible(final String value) throws DocumentFault {
        final int hidden = Invisible.first(value);
        if (hidden < 0) {
            return;
        }
        final JsonLocation from = parser.currentTokenLocation();
        final int place = text.indexOf(value.charAt(hidden), Math.max(0, (int) from.getCharOffset()));
        throw YamlForm.hidden(text, from, place, value.codePointAt(hidden));
    }

    private DocumentFault at(final String reason) {
        final JsonLocation location = parser.currentTokenLocation();
        return new DocumentFault(location.getLineNr(), location.getColumnNr(), reason);
    }

    /** {@code tiers.0.when.vip: }; empty at the root. */
    private String path() {
        final StringBuilder path = new StringBuilder();
        for (JsonStreamContext step = parser.getParsingContext();
                step != null && !step.inRoot();
                step = step.getParent()) {
            final String name = step.inArray() ? String.valueOf(step.getCurrentIndex()) : step.getCurrentName();
            path.insert(0, (name == null ? "" : name) + (path.isEmpty() ? ": " : "."));
        }
        return path.toString();
    }
}
