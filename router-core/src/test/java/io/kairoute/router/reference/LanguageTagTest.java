package io.kairoute.router.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTagTest {
    @ParameterizedTest
    @ValueSource(strings = {"en", "EN_au", "zh-Hant-TW", "de-CH-1996", "en-x-a", "abcdefgh-12345678"})
    void shouldTakeATagAsATag(final String tag) {
        assertTrue(LanguageTag.isValid(tag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e", "1en", "en-", "-en", "en--AU", "en AU", "abcdefghi", "en-123456789", "日本", "en-é"})
    void shouldNotTakeSomethingElseAsATag(final String tag) {
        assertFalse(LanguageTag.isValid(tag));
    }

    @Test
    void shouldNotTakeATagOfMoreThan255Bytes() {
        final String of254 = "en" + "-abcdefgh".repeat(28);

        assertTrue(LanguageTag.isValid(of254));
        assertFalse(LanguageTag.isValid(of254 + "-a"));
    }

    @Test
    void shouldTruncateFromTheEnd() {
        assertEquals(List.of("zh-hant-tw", "zh-hant", "zh"), LanguageTag.truncations("zh-hant-tw"));
    }

    @Test
    void shouldDropAnIntroducingCharacterWithWhatItIntroduces() {
        assertEquals(List.of("en-au-x-twain", "en-au", "en"), LanguageTag.truncations("en-au-x-twain"));
    }
}
