package io.kairoute.gateway.control.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.control.tuning.TuningMatrix.BadMatrix;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.check.TableLoader;
import io.kairoute.router.table.yaml.TableWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuningMatrixTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Path TELECOM = Path.of("../deploy/examples/telecom/table.yaml");

    @Test
    void shouldGiveTheSameTableAndTheSameBytesBack() throws IOException {
        final TableDefinition table = load(Files.readString(TELECOM));

        final String csv = TuningMatrix.write(table);
        final TableDefinition back = TuningMatrix.replace(table, csv, TODAY);

        assertEquals(text(table), text(back));
        assertEquals(csv, TuningMatrix.write(back));
        assertEquals(table.tuning().size() + 1, csv.lines().count());
    }

    @Test
    void shouldKeepOddValues() throws IOException {
        final String odd = Files.readString(TELECOM)
                .replace(
                        "\ntuning:",
                        "\ntuning:\n  - {id: odd, when: {labels: {\"a,b\": [\"x|y\", \"\\\"q\\\"\"]}, product: [\"a|b\", \"[c\"],"
                                + " time: {days: mon-fri, from: \"08:00\", to: \"17:30\"}},"
                                + " set: {selectors: [{key: k, op: ge, value: \"7\", ttl: 30s}], message: \"{m\"},"
                                + " adjust: {priority: -3, sla: -10s}}");
        final TableDefinition table = load(odd);

        final TableDefinition back = TuningMatrix.replace(table, TuningMatrix.write(table), TODAY);

        assertEquals(text(table), text(back));
    }

    @Test
    void shouldTakeRulesAwayAndChangeThem() throws IOException {
        final TableDefinition table = load(Files.readString(TELECOM));

        assertEquals(0, TuningMatrix.replace(table, "id\n", TODAY).tuning().size());
        final TableDefinition one =
                TuningMatrix.replace(table, "adjust.priority,id,when.tier\r\n12,only,\"platinum|gold\"\r\n", TODAY);

        assertEquals(1, one.tuning().size());
        assertEquals(Integer.valueOf(12), one.tuning().get(0).adjustPriority());
        assertEquals(TuningMatrix.write(one), "id,when.tier,adjust.priority\nonly,platinum|gold,12\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "id,when.tear/a,x;line 1, column when.tear: there is no such column.",
                "id,id/a,b;line 1, column id: the column stands twice.",
                "when.tier/gold;line 1, column id: the column is missing.",
                "id,when.tier/a;line 2: 1 cells where the first line names 2 columns.",
                "id,when.tier,set.priority/a,gold,5/b,gold,many;line 3, column set.priority:",
                "id,when.tier,set.queue/a,gold,nowhere;line 2, column set.queue:",
                "id,when.tier,set.priority/a,gold,5/a,gold,6;line 3",
                "id,when.tier,set.ladder/a,gold,[{;line 2, column set.ladder: it begins like JSON and is none"
            })
    void shouldNameLineAndColumnOfWhatIsWrong(final String csv, final String sentence) throws IOException {
        final TableDefinition table = load(Files.readString(TELECOM));

        final BadMatrix bad =
                assertThrows(BadMatrix.class, () -> TuningMatrix.replace(table, csv.replace('/', '\n') + "\n", TODAY));

        assertTrue(String.valueOf(bad.getMessage()).startsWith(sentence), bad.getMessage());
    }

    private static TableDefinition load(final String text) {
        final TableReport report = TableLoader.load(text.getBytes(StandardCharsets.UTF_8), TODAY);
        final TableDefinition table = report.table();
        if (table == null) {
            throw new AssertionError(report.problems());
        }
        return table;
    }

    private static String text(final TableDefinition table) {
        return new String(TableWriter.write(table), StandardCharsets.UTF_8);
    }
}
