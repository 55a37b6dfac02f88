package io.kairoute.gateway.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvisibleTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00A0, 0x00AD, 0x1680, 0x2000, 0x2003, 0x2007, 0x2009, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A,
                0x202C, 0x202F, 0x205F, 0x2060, 0x2066, 0x2800, 0x3000, 0x3164, 0xFEFF
            })
    void shouldSeeWhatNobodySees(final int codePoint) {
        final String hidden = Character.toString(codePoint);

        assertTrue(Invisible.is(codePoint));
        assertEquals(1, Invisible.first("a" + hidden + "b"));
        assertEquals("gold", Invisible.strip(hidden + " gold" + hidden));
        assertEquals("gold", Invisible.plain(" gold" + hidden));
        assertTrue(Invisible.isBlank(hidden + " \t" + hidden));
        assertTrue(Invisible.name(codePoint).endsWith(String.format("(U+%04X)", codePoint)), Invisible.name(codePoint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Müller", "a b", "می‌خواهم", "क्‍ष", "👩‍🚒", "東京", "a\tb", "x̂"})
    void shouldLeaveAloneWhatPeopleWrite(final String text) {
        assertEquals(-1, Invisible.first(text));
        assertEquals(text, Invisible.plain(text));
        assertFalse(Invisible.isBlank(text));
    }

    @Test
    void shouldNameACharacterAsUnicodeDoes() {
        assertEquals("a no-break space (U+00A0)", Invisible.name(0xA0));
        assertEquals("an ideographic space (U+3000)", Invisible.name(0x3000));
    }

    @Test
    void shouldMakePlainSpacesOfOtherBlanksWithinAText() {
        assertEquals("Two year", Invisible.plain("Two\u00A0year"));
        assertEquals("Twoyear", Invisible.plain("Two\u200Byear"));
    }
}
