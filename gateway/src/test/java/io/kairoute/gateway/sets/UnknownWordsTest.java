package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.gateway.control.ControlTables;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.check.TableLoader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whoever corrects a customer hears of words that mean nothing to the table. */
class UnknownWordsTest {
    private static final String CLOSED = "values: {risk: [fragile], value_band: [high, low]}\n";

    @Test
    void shouldNameATierThatTheTableHasNot() {
        assertEquals(List.of("profile.tier"), in(profile("gould"), ""));
        assertEquals(List.of(), in(profile("standard"), ""));
    }

    @Test
    void shouldNameAWordThatIsNotInAListThatTheTableCloses() {
        final CustomerProfile.Builder odd =
                profile("standard").addRisks("fragile").addRisks("bankrupt").setValueBand("middle");

        assertEquals(List.of("profile.value_band", "profile.risks"), in(odd, CLOSED));
        assertEquals(List.of(), in(odd, ""));
    }

    @Test
    void shouldTakeWhatIsNotSaidForKnown() {
        assertEquals(List.of(), in(profile("standard"), CLOSED));
    }

    private static List<String> in(final CustomerProfile.Builder profile, final String more) {
        final byte[] document = (ControlTables.withPriority(70) + more).getBytes(StandardCharsets.UTF_8);
        final TableDefinition table =
                TableLoader.load(document, LocalDate.of(2026, 11, 1)).table();
        return UnknownWords.in(profile.build(), Objects.requireNonNull(table));
    }

    private static CustomerProfile.Builder profile(final String tier) {
        return CustomerProfile.newBuilder().setTier(tier);
    }
}
