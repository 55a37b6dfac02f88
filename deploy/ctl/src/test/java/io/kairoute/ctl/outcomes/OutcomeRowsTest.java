package io.kairoute.ctl.outcomes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Outcome;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of the rows of a file of outcomes. */
class OutcomeRowsTest {
    private static final List<String> HEADINGS = List.of(
            "contact_id",
            "version",
            "observed_time",
            "handle_ms",
            "csat",
            "resolved",
            "resolved_by",
            "transfers",
            "measures.holds");

    @Test
    void shouldFillEachFieldByTheNameOfItsColumn() throws Exception {
        final Outcome outcome = OutcomeRows.of(HEADINGS, Map.of(), "crm", false)
                .of(List.of("c-1", "3", "2026-11-21T18:00:00Z", "400", "4.5", "yes", "AGENT", "2", "7"));

        assertEquals(
                Outcome.newBuilder()
                        .setContactId("c-1")
                        .setSource("crm")
                        .setVersion(3)
                        .setObservedTime(Timestamps.parse("2026-11-21T18:00:00Z"))
                        .setHandleMs(400)
                        .setCsat(4.5)
                        .setResolved(true)
                        .setResolvedBy("AGENT")
                        .setTransfers(2)
                        .putMeasures("holds", 7)
                        .build(),
                outcome);
    }

    @Test
    void shouldTakeNoRowThatIsNotInUtf8() {
        final String latin = new String("K\u00f6ln-1".getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        final OutcomeRows rows = OutcomeRows.of(HEADINGS, Map.of(), "crm", false);

        assertTrue(String.valueOf(assertThrows(OutcomeRows.BadRow.class, () -> rows.of(List.of(latin, "3")))
                        .getMessage())
                .contains("save the file as CSV UTF-8"));
    }

    @Test
    void shouldSayNothingOfACellThatIsEmptyOrNotThere() throws Exception {
        final Outcome outcome = OutcomeRows.of(HEADINGS, Map.of(), "crm", false).of(List.of("c-1", "3", "", " "));

        assertFalse(outcome.hasHandleMs() || outcome.hasCsat() || outcome.hasObservedTime());
        assertEquals(0, outcome.getMeasuresCount());
    }

    @Test
    void shouldTakeATimeForAVersionAndOneColumnForTwoFields() throws Exception {
        final Outcome outcome = OutcomeRows.of(
                        List.of("ContactId", "LastUpdateTimestamp", "Channel"),
                        Map.of(
                                "contact_id", "ContactId",
                                "version", "LastUpdateTimestamp",
                                "observed_time", "LastUpdateTimestamp"),
                        "connect",
                        true)
                .of(List.of("c-1", "2026-11-21T18:00:00Z", "VOICE"));

        assertEquals(Timestamps.toMillis(outcome.getObservedTime()), outcome.getVersion());
        assertEquals("c-1", outcome.getContactId());
    }

    @ParameterizedTest
    @CsvSource({
        "version, three, column version needs a time with its zone",
        "observed_time, yesterday, column observed_time needs a time with its zone",
        "handle_ms, 4 min, column handle_ms needs a whole number",
        "csat, '4,5', 'column csat needs a number, with a point'",
        "resolved, perhaps, column resolved needs true or false",
        "transfers, 99999999999, column transfers needs a smaller number"
    })
    void shouldNameTheColumnOfACellThatIsNotWhatItsFieldNeeds(
            final String field, final String cell, final String said) {
        final OutcomeRows rows = OutcomeRows.of(HEADINGS, Map.of(), "crm", false);
        final List<String> cells = HEADINGS.stream()
                .map(heading -> heading.equals(field) ? cell : "")
                .toList();

        final String sentence = String.valueOf(
                assertThrows(OutcomeRows.BadRow.class, () -> rows.of(cells)).getMessage());

        assertTrue(sentence.startsWith(said), sentence);
        assertFalse(sentence.contains(cell), "says nothing of what the file holds");
    }

    @Test
    void shouldRefuseARowOfMoreCellsThanHeadingsOrOfMoreThanAnOutcomeHolds() {
        final OutcomeRows rows = OutcomeRows.of(HEADINGS, Map.of(), "crm", false);

        final List<String> tooLong = Collections.nCopies(HEADINGS.size() + 1, "");
        final List<String> large = List.of("c".repeat(16 * 1024));

        assertTrue(String.valueOf(assertThrows(OutcomeRows.BadRow.class, () -> rows.of(tooLong))
                        .getMessage())
                .startsWith("the row has more cells than the first one"));
        assertTrue(String.valueOf(assertThrows(OutcomeRows.BadRow.class, () -> rows.of(large))
                        .getMessage())
                .startsWith("the row holds more than an outcome can"));
    }

    @Test
    void shouldRefuseAFileThatCannotBeOneOfOutcomesBeforeItTellsAny() {
        assertRefused("No field of an outcome is called colour", List.of("colour"), Map.of(), "crm");
        assertRefused("The file has no column source", List.of("contact_id", "version", "observed_time"), Map.of(), "");
        assertRefused("The file has no column version", List.of("contact_id", "observed_time"), Map.of(), "crm");
        assertRefused("The file does not say of whom", List.of("version", "observed_time"), Map.of(), "crm");
        assertRefused("Two columns fill version", List.of("version", "version"), Map.of(), "crm");
        assertRefused(
                "--column: an outcome has no field colour", List.of("version"), Map.of("colour", "version"), "crm");
        assertRefused("--column version=V: the file has no such column", HEADINGS, Map.of("version", "V"), "crm");
    }

    private static void assertRefused(
            final String said, final List<String> headings, final Map<String, String> called, final String source) {
        final Refusal refused = assertThrows(Refusal.class, () -> OutcomeRows.of(headings, called, source, false));

        assertTrue(String.valueOf(refused.getMessage()).startsWith(said), refused::getMessage);
        assertEquals(ExitCode.USAGE, refused.exitCode());
    }
}
