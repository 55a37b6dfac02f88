package io.kairoute.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedFormTest {
    private static final List<String> OFFERED = List.of("application/x-ndjson", "application/json");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*                                         | application/x-ndjson",
                "application/*                               | application/x-ndjson",
                "application/json                            | application/json",
                "Application/JSON; charset=utf-8             | application/json",
                "text/html, application/json;q=0.5, */*;q=0.1 | application/json",
                "application/x-ndjson;q=0.2, application/json | application/json",
                "application/x-ndjson;q=0, */*               | application/json",
                "''                                          | application/x-ndjson",
            })
    void shouldChooseWhatTheCallerLikesMost(final String accept, final String chosen) {
        assertEquals(chosen, AcceptedForm.liked(OFFERED, List.of(accept)));
    }

    @ParameterizedTest
    @CsvSource({"text/html", "application/json;q=0", "application/json;q=much", "json", ";q=1"})
    void shouldChooseNothingThatTheCallerDoesNotTake(final String accept) {
        assertNull(AcceptedForm.liked(OFFERED, List.of(accept)));
    }

    @Test
    void shouldChooseTheUsualFormForACallerWhoSaysNothing() {
        assertEquals("application/x-ndjson", AcceptedForm.liked(OFFERED, List.of()));
    }
}
