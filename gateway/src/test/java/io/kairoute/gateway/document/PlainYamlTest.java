package io.kairoute.gateway.document;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainYamlTest {
    @ParameterizedTest
    @MethodSource("wrong")
    void shouldSayWhatAPersonTypedAndWhere(final String yaml, final String sentence) {
        final DocumentFault fault = assertThrows(DocumentFault.class, () -> PlainYaml.check(yaml));

        assertEquals(sentence, fault.sentence("f"));
    }

    static Stream<Arguments> wrong() {
        return Stream.concat(blanks(), forms());
    }

    private static Stream<Arguments> blanks() {
        return Stream.of(
                Arguments.of("a:\n", "f:1:3: a: has no value: write one, or leave the key out"),
                Arguments.of("a: ~\n", "f:1:4: a: has no value: write one, or leave the key out"),
                Arguments.of("a: null\n", "f:1:4: a: has no value: write one, or leave the key out"),
                Arguments.of("a: {b: NULL}\n", "f:1:8: a.b: has no value: write one, or leave the key out"),
                Arguments.of("a:\n  b:\n  c: 1\n", "f:2:5: a.b: has no value: write one, or leave the key out"),
                Arguments.of("a: [x, ~]\n", "f:1:8: a.1: has no value: write one, or leave the key out"),
                Arguments.of("a:\n  - b: {c: }\n", "f:2:11: a.0.b.c: has no value: write one, or leave the key out"),
                Arguments.of(
                        "a:\n  - x: go\u00A0ld\n",
                        "f:2:10: holds a no-break space (U+00A0), which nobody sees: write a plain space, or nothing"),
                Arguments.of(
                        "a: 1\n\u00A0b: 2\n",
                        "f:2:1: holds a no-break space (U+00A0), which nobody sees: write a plain space, or nothing"),
                Arguments.of(
                        "a:\n\u00A0\u00A0b: 2\n",
                        "f:2:1: holds a no-break space (U+00A0), which nobody sees: write a plain space, or nothing"),
                Arguments.of(
                        "a: \"x\u200B\"\n",
                        "f:1:6: holds a zero width space (U+200B), which nobody sees: write a plain space, or nothing"),
                Arguments.of(
                        "a:\u00A01\n",
                        "f:1:3: holds a no-break space (U+00A0), which nobody sees: write a plain space, or nothing"));
    }

    private static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of("a: 1\n---\nb: 2\n", "f:3:1: a second document begins here: write one file for each"),
                Arguments.of("a: 1\na: 2\n", "f:2:1: a: the key is there twice: keep one"),
                Arguments.of("a: {b: 1, b: 2}\n", "f:1:11: a.b: the key is there twice: keep one"),
                Arguments.of("a: &x 1\nb: *x\n", "f:2:4: aliases are not taken, write it out"),
                Arguments.of("a:\n\tb: 1\n", "f:2:1: a tab stands here: YAML is indented by spaces only"),
                Arguments.of(
                        "a: b: c\n",
                        "f:1:5: a colon stands where none can: indent by spaces alike, or put a text with a colon into quotes"),
                Arguments.of("a: \"x\nb: 1\n", "f:3:1: a quote is never closed"),
                Arguments.of("a: [1, 2\n", "f:2:1: a list that begins with [ is never closed, or lacks a comma"),
                Arguments.of("a: {b: 1\n", "f:2:1: a map that begins with { is never closed, or lacks a comma"),
                Arguments.of("a: @x\n", "f:1:4: a text cannot begin with this sign: put it into quotes"),
                Arguments.of("a: %x\n", "f:1:4: a text cannot begin with this sign: put it into quotes"),
                Arguments.of("a: `x`\n", "f:1:4: a text cannot begin with this sign: put it into quotes"),
                Arguments.of("a:\n  b: 1\n c: 2\n", "f:3:2: the indent does not fit the lines above"),
                Arguments.of(
                        "a\nb: 1\n",
                        "f:2:2: a colon stands where none can: indent by spaces alike, or put a text with a colon"
                                + " into quotes"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "---\na: 1\n",
                "a: no\nb: on\nc: Yes\n",
                "a: \"null\"\n",
                "# a no-break\u00A0space in a comment\na: 1\n",
                "a: Müller\n",
                "a: 1\n...\n"
            })
    void shouldTakeWhatIsFine(final String yaml) {
        assertDoesNotThrow(() -> PlainYaml.check(yaml));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void shouldReadTheEncodingsThatEditorsMark(final String charset) throws DocumentFault {
        assertEquals("a: ü\n", PlainYaml.text("\uFEFFa: ü\n".getBytes(Charset.forName(charset))));
    }

    @Test
    void shouldRefuseAnotherEncoding() {
        final DocumentFault fault =
                assertThrows(DocumentFault.class, () -> PlainYaml.text("a: ü\n".getBytes(StandardCharsets.ISO_8859_1)));

        assertEquals("f: the file is not UTF-8: save it in that encoding", fault.sentence("f"));
    }
}
