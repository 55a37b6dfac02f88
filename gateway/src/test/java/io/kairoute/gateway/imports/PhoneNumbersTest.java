package io.kairoute.gateway.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneNumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "61 | 0400000002            | +61400000002",
                "61 | 400000002             | +61400000002",
                "61 | 61400000002           | +61400000002",
                "61 | 610400000002          | +61400000002",
                "61 | +61 0400 000 002      | +61400000002",
                "61 | +61 (0)400 000 002    | +61400000002",
                "61 | 0061 400 000 002      | +61400000002",
                "61 | 0061 (0) 400 000 002  | +61400000002",
                "61 | 0011 61 400 000 002   | +61400000002",
                "61 | 001 212 555 0100      | +12125550100",
                "61 | 61400000002.0         | +61400000002",
                "61 | 400000002.0           | +61400000002",
                "61 | 61400000002,00        | +61400000002",
                "61 | tel:+61-400-000-002   | +61400000002",
                "61 | (02) 9374 4000        | +61293744000",
                "1  | (212) 555-0100        | +12125550100",
                "1  | 1-212-555-0100        | +12125550100",
                "1  | 212.555.0100          | +12125550100",
                "1  | 011 61 400 000 002    | +61400000002",
                "44 | 020 7946 0958         | +442079460958",
                "44 | 442079460958          | +442079460958",
                "44 | +44 (0)20 7946 0958   | +442079460958",
                "49 | 030 / 901820          | +4930901820",
                "49 | 4930901820            | +4930901820",
                "49 | 0151 23456789         | +4915123456789",
                "39 | 06 698 12345          | +390669812345",
                "39 | +39 06 698 12345      | +390669812345",
                "39 | 390669812345          | +390669812345",
                "7  | 8 (495) 123-45-67     | +74951234567",
                "7  | 74951234567           | +74951234567",
                "36 | 06 1 411 6500         | +3614116500",
                "370| 8 612 34567           | +37061234567",
                "33 | 06 12 34 56 78        | +33612345678",
                "33 | 33612345678           | +33612345678",
                "52 | 55 1234 5678          | +525512345678",
                "81 | 090-1234-5678         | +819012345678",
                "91 | 098765 43210          | +919876543210",
                "65 | 6512 3456             | +6565123456",
                "   | +61400000002          | +61400000002",
                "   | 0061400000002         | +61400000002"
            })
    void shouldBringTheSpellingsOfPeopleAndSystemsToOneForm(
            final @Nullable String country, final String cell, final String number) {
        assertEquals(number, PhoneNumbers.e164(cell, country));
    }

    @Test
    void shouldSeePastCharactersThatNobodySees() {
        assertEquals("+61400000002", PhoneNumbers.e164("\u202A+61\u00A0400\u00A0000\u00A0002\u202C", "61"));
        assertEquals("+61400000002", PhoneNumbers.e164("\uFEFF0400\u2011000\u2011002", "61"));
        assertEquals("+61400000002", PhoneNumbers.e164("=\"0400000002\"", "61"));
        assertEquals("+61400000002", PhoneNumbers.e164("'0400000002", "61"));
        assertEquals("+61400000002", PhoneNumbers.e164("\uFF0B\uFF16\uFF11400000002", "61"));
        assertEquals(
                "+96612345678".substring(0, 4),
                PhoneNumbers.e164("+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧", "966").substring(0, 4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "61 | 6.14E+10               | lost digits",
                "61 | 6,14E+10               | lost digits",
                "61 | 6.14e10                | lost digits",
                "61 | 61400000002.5          | not a phone number",
                "61 | 0400 000 002 ext. 12   | has letters",
                "61 | 0400 000 002 x12       | has letters",
                "61 | 0400000002#12          | has a character that no phone number has",
                "61 | 0400000002;ext=12      | has a character that no phone number has",
                "61 | 0400000002,12          | has a character that no phone number has",
                "61 | 0400000002, 0400000003 | has a character that no phone number has",
                "61 | 0400000002 / 0400000003| not a phone number",
                "61 | call me                | has letters",
                "61 | anonymous              | has letters",
                "61 | 04000000O2             | has letters",
                "61 | sip:0400000002@x.org   | has letters",
                "61 | 12                     | not a phone number",
                "61 | 0                      | not a phone number",
                "61 | 12125550100            | not a phone number",
                "61 | +0400123456            | not a phone number",
                "61 | +999123456789          | not a phone number",
                "61 | +6140012345678901      | not a phone number",
                "61 | 61+400000002           | has a character that no phone number has",
                "   | 0400000002             | no country code in front",
                "   | 61400000002            | no country code in front"
            })
    void shouldRefuseWhatIsNoNumberOrMayBeAnotherWithoutQuotingIt(
            final @Nullable String country, final String cell, final String reason) {
        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> PhoneNumbers.e164(cell, country));

        final String told = String.valueOf(refused.getMessage());
        assertEquals(reason, told.substring(told.indexOf(reason), told.indexOf(reason) + reason.length()), told);
        assertFalse(told.contains(cell.strip()), told);
    }
}
