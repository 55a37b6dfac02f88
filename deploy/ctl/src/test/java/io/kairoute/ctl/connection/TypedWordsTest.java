package io.kairoute.ctl.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TypedWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The field expire_time is needed.                       | --for is needed.
            The field live_occasion.expire_time is needed.         | --for is needed.
            The field reason is needed.                            | --reason is needed.
            A switch is one of stage_two and experiments.          | A switch is one of stage-two and experiments.
            The field from reads current or draft:ID.              | FROM reads current or draft:ID.
            The table in to_document has errors.                   | The table in TO has errors.
            redirect_to goes with REDIRECT only.                   | --to goes with REDIRECT only.
            Revision 2 is current, not 1; base_revision is old.    | Revision 2 is current, not 1; --base is old.
            There is no queue outage_desk; the reason is unknown.  | There is no queue outage_desk; the reason is unknown.
            """)
    void shouldSayWhatWasTypedInPlaceOfTheFieldsName(final String said, final String shown) {
        assertEquals(shown, TypedWords.of(said));
    }
}
