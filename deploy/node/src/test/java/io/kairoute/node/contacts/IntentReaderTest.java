package io.kairoute.node.contacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.node.contacts.IntentReader.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntentReaderTest {
    private final IntentReader reader = new IntentReader(new IntentMapping(
            "text",
            0.35,
            1,
            List.of(
                    new IntentMapping.Rule("slow", phrases("slow", 0.9, "throttl*", 0.8, "internet", 0.3)),
                    new IntentMapping.Rule("bill", phrases("bill", 0.9, "over-charged", 0.95)),
                    new IntentMapping.Rule("cancel", phrases("cancel*", 0.7, "slow", 0.4)))));

    @ParameterizedTest
    @CsvSource(textBlock = """
            My internet is SLOW!!!      , slow, 0.9
            Throttling                  , slow, 0.8
            I was over charged          , bill, 0.95
            'over-charged, really'      , bill, 0.95
            (bill)                      , bill, 0.9
            cancellation                , cancel, 0.7
            """)
    void shouldHearPhrasesAsWholeWordsWhateverSurroundsThem(
            final String text, final String intent, final double confidence) {
        final List<Reading> readings = reader.read(text);

        assertEquals(new Reading(intent, confidence), readings.get(0));
    }

    @Test
    void shouldNotHearAWordInsideAnother() {
        assertTrue(reader.read("billboards slower").isEmpty());
    }

    @Test
    void shouldPutTheSurestFirstAndKeepOnlyAsManyAlternativesAsAllowed() {
        final List<Reading> readings = reader.read("slow, so I cancel, and the bill is wrong");

        assertEquals(List.of(new Reading("slow", 0.9), new Reading("bill", 0.9)), readings);
    }

    @Test
    void shouldNotMentionWhatIsTooFaint() {
        assertTrue(reader.read("internet").isEmpty());
    }

    @Test
    void shouldHearNothingInNothing() {
        assertTrue(reader.read("").isEmpty());
    }

    private static Map<String, Double> phrases(final Object... pairs) {
        final Map<String, Double> phrases = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            phrases.put((String) pairs[i], (Double) pairs[i + 1]);
        }
        return phrases;
    }
}
