package io.kairoute.gateway.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyMappingTest {
    @ParameterizedTest
    @CsvSource({
        "+61 400 123 456, tel:+61400123456",
        "0400 123 456, tel:+61400123456",
        "(0400) 123-456, tel:+61400123456",
        "400123456, tel:+61400123456",
        "0061400123456, tel:+61400123456",
        "+1.212.555.0100, tel:+12125550100",
    })
    void shouldBringPhoneNumbersToOneForm(final String cell, final String key) {
        assertEquals(key, new KeyMapping("c", "tel", List.of(KeyNormalization.E164), "61").typedKey(cell));
    }

    @ParameterizedTest
    @CsvSource({
        "12, not a phone number",
        "+0400123456, not a phone number",
        "+6140012345678901, not a phone number",
        "call me, 'has letters: write one phone number, without an extension or words'"
    })
    void shouldRefuseWhatIsNoPhoneNumberWithoutQuotingIt(final String cell, final String reason) {
        final KeyMapping mapping = new KeyMapping("c", "tel", List.of(KeyNormalization.E164), "61");

        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> mapping.typedKey(cell));

        assertEquals(reason, refused.getMessage());
    }

    @Test
    void shouldNotGuessACountry() {
        final KeyMapping mapping = new KeyMapping("c", "tel", List.of(KeyNormalization.E164), null);

        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> mapping.typedKey("0400123456"));

        assertEquals("no country code in front, and the mapping gives no country_code", refused.getMessage());
        assertEquals("tel:+61400123456", mapping.typedKey("0061400123456"));
    }

    @Test
    void shouldHashMailAddresses() {
        final KeyMapping mapping = new KeyMapping("c", "mail-sha256", List.of(KeyNormalization.MAIL_SHA256), null);

        // echo -n jane.doe@example.com | sha256sum
        assertEquals(
                "mail-sha256:86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d",
                mapping.typedKey(" Jane.Doe@Example.COM "));
        assertThrows(IllegalArgumentException.class, () -> mapping.typedKey("jane"));
    }

    @Test
    void shouldApplyOneNormalizationAfterTheOther() {
        assertEquals("crm:ab c", typed(" Ab C ", KeyNormalization.TRIM, KeyNormalization.LOWER));
        assertEquals("crm: Ab", typed(" Ab", KeyNormalization.NONE));
    }

    @Test
    void shouldHaveNoKeyForABlankCell() {
        assertNull(typed("  ", KeyNormalization.TRIM));
        assertNull(typed("", KeyNormalization.NONE));
    }

    @Test
    void shouldRefuseAKeyThatNoRequestCouldCarry() {
        assertEquals(
                128,
                String.valueOf(typed("x".repeat(124), KeyNormalization.TRIM)).length());
        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> typed("ö".repeat(63), KeyNormalization.TRIM));

        assertEquals("the key has 130 bytes with its type, 128 at most", refused.getMessage());
        assertFalse(String.valueOf(refused.getMessage()).contains("ö"));
    }

    private static @Nullable String typed(final String cell, final KeyNormalization... steps) {
        return new KeyMapping("c", "crm", List.of(steps), null).typedKey(cell);
    }
}
