package io.kairoute.ctl.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SentenceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            made the data directory d        | Made the data directory d.
            no-such.yaml does not exist.     | no-such.yaml does not exist.
            data/x.csv:3: the row is bad     | data/x.csv:3: the row is bad.
            tables.yaml: wrong [CODE]        | tables.yaml: wrong [CODE]
            Already a sentence.              | Already a sentence.
            """)
    void shouldCapitalizeWordsOnlyAndEndWithAFullStop(final String message, final String sentence) {
        assertEquals(sentence, Sentence.of(message));
    }
}
