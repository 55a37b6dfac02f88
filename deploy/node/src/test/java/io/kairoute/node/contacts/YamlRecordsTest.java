package io.kairoute.node.contacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.outcome.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class YamlRecordsTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldReadTheExampleMapping() {
        final ContactMapping mapping =
                YamlRecords.read(Path.of("../examples/telecom/contacts-mapping.yaml"), ContactMapping.class);

        assertEquals(7_919, mapping.customer() == null ? 0 : mapping.customer().stride());
        assertTrue(mapping.columns().contains("Customer Complaint"));
    }

    @ParameterizedTest
    @MethodSource("wrongFiles")
    void shouldSayInOneSentenceWhereAFileIsWrong(final String content, final String place, final String reason)
            throws IOException {
        final Path file = Files.writeString(directory.resolve("m.yaml"), content);

        final Refusal refusal = assertThrows(Refusal.class, () -> YamlRecords.read(file, ContactMapping.class));

        final String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains("m.yaml" + place), message);
        assertTrue(message.contains(reason), message);
        assertEquals(1, message.lines().count(), message);
    }

    static Stream<Arguments> wrongFiles() {
        return Stream.of(
                Arguments.of("format: 1\nfeilds: {}\n", ":2:1", "feilds: unknown key; there are customer, fields"),
                Arguments.of(
                        "format: 1\nfields:\n  intent: {colum: x}\n",
                        ":3:12",
                        "fields.intent.colum: unknown key; there are column, prefix, value"),
                Arguments.of("format: 1\nfields:\n  mood: {column: x}\n", ":", "field mood is none of"),
                Arguments.of("format: 2\n", ":", "format is 2; this version reads 1"),
                Arguments.of("format: 1\nformat: 1\n", ":2:", "format"),
                Arguments.of("format: 1\nfields: [\n", ":3:1", "a value is missing, or begins with a sign"),
                Arguments.of("format: one\n", ":1:1", "format: a number is expected here"),
                Arguments.of("format: 1\nfields: \"a\n", ":", "a quote is never closed"),
                Arguments.of("format: 1\nlabels: {a: b}\n", ":2:10", "labels.a: a map of keys is expected here"),
                Arguments.of("", "", "empty"),
                Arguments.of(
                        "format: 1\ntimestamp: {date: {column: d, patterns: [yyyy-MM-dd]}}\n",
                        ":2:1",
                        "timestamp: give either instant, or date, time and zone"),
                Arguments.of(
                        "format: 1\nintent: {column: x, rules: [{intent: a, phrases: {b: 1.5}}]}\n",
                        ":2:29",
                        "intent.rules.0: the confidence of \"b\" is not 0 to 1"));
    }
}
