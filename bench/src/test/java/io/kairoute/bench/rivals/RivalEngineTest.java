package io.kairoute.bench.rivals;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RivalEngineTest {
    private static final int ROWS = 40;

    @ParameterizedTest
    @ValueSource(strings = {"hash_map", "drools_rules", "drools_rules_kept", "kie_dmn", "camunda_dmn"})
    void shouldSayWhatTheTableSays(final String name) {
        try (RivalEngine engine = RivalMain.engine(name, ROWS)) {
            RivalMain.compare(name, engine, ROWS);
        }
    }

    @Test
    void shouldNoticeAnEngineThatSaysSomethingElse() {
        final Function<RivalRow, RivalRow> oneOff = row ->
                new RivalRow(row.intent(), row.channel(), row.product(), row.tiers(), row.queue(), row.priority() + 1);
        final List<RivalRow> wrong = RivalRow.table(ROWS).stream().map(oneOff).toList();

        try (RivalEngine engine = new KieEngine(wrong)) {
            final IllegalStateException refused =
                    assertThrows(IllegalStateException.class, () -> RivalMain.compare("kie_dmn", engine, ROWS));
            assertTrue(String.valueOf(refused.getMessage()).contains("where row 0 of 40 says"), refused.getMessage());
        }
    }
}
