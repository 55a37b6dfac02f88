package io.kairoute.gateway.control.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
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
import java.util.List;
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
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "id,whence/a,x => Line 1, column whence: there is no such column.",
                "id,id/a,b => Line 1, column id: the column is given twice, as A and B; take one of them away.",
                "id,when.teir/a,x => Line 1, column when.teir: there is no such column; did you mean \"when.tier\"?",
                "when.tier/gold => Line 1, column id: the column is missing; a rule is known by its id.",
                "id,when.tier/a => Line 2: the row has 1 of the 2 cells that the first line names.",
                "id,when.tier/a,b,c => Line 2: the row has 3 cells, and the first line names 2; put a cell with a comma",
                "id,when.tier,/a,gold,x => Line 2, column C: the cell has content, and its column has no title.",
                "id,when.tier,set.priority/a,gold,5/b,gold,many => Line 3, column set.priority:",
                "id,when.tier,set.queue/a,gold,nowhere => Line 2, column set.queue:",
                "id,when.tier,set.priority/a,gold,5/a,gold,6 => Line 3",
                "id,when.tier,set.ladder/a,gold,[{ => Line 2, column set.ladder: \"[{\" begins like JSON and is none",
                "id,when.labels/a,vip=yes => Line 2, column when.labels: \"vip=yes\" is no JSON, which this column takes;"
                        + " type it as {\"vip\": [\"yes\"]}.",
                "id,set.ladder/a,60s => Line 2, column set.ladder: \"60s\" is no JSON, which this column takes; type it as"
                        + " [{\"after\": \"60s\", \"queue\": \"second-line\"}].",
                "id,set.queue/a,[sales => Line 2, column set.queue: \"[sales\" begins like JSON and is none (",
                "id,when.labels/a,{“vip”: yes} => Line 2, column when.labels: the quotes are curly, as a spreadsheet makes"
                        + " them of itself; type straight ones.",
                "id,when.labels/a,\"{v: a, v: b}\" => Line 2, column when.labels: \"{v: a, v: b}\" begins like JSON and is none (a"
                        + " key is given twice, keep one of the two)"
            })
    void shouldNameLineAndColumnOfWhatIsWrong(final String csv, final String sentence) throws IOException {
        final TableDefinition table = load(Files.readString(TELECOM));

        final BadMatrix bad =
                assertThrows(BadMatrix.class, () -> TuningMatrix.replace(table, csv.replace('/', '\n') + "\n", TODAY));

        assertTrue(String.valueOf(bad.getMessage()).startsWith(sentence), bad.getMessage());
    }

    @Test
    void shouldTellEveryFaultOfARowAndOfAllRowsAtOnce() throws IOException {
        final TableDefinition table = load(Files.readString(TELECOM));
        final String csv =
                "id,when.labels,set.priority,set.queue\na,vip=yes,many,nowhere\nb,,5\nc,{vip: [yes]},,outage-dsk\n";

        final BadMatrix bad = assertThrows(BadMatrix.class, () -> TuningMatrix.replace(table, csv, TODAY));

        final List<String> told = String.valueOf(bad.getMessage()).lines().toList();
        assertEquals(
                List.of(
                        "Line 2, column when.labels: ",
                        "Line 2, column set.priority: ",
                        "Line 2, column set.queue: ",
                        "Line 3: ",
                        "Line 4, column set.queue: "),
                told.stream()
                        .map(line -> line.substring(0, line.indexOf(": ") + 2))
                        .toList(),
                bad.getMessage());
    }

    @Test
    void shouldSayHowManyFaultsAreLeftUntold() throws IOException {
        final TableDefinition table = load(Files.readString(TELECOM));
        final String csv = "id,set.priority\n" + "a,many\n".repeat(3) + "b,many\n".repeat(4);

        final BadMatrix bad = assertThrows(BadMatrix.class, () -> TuningMatrix.replace(table, csv, TODAY));

        final List<String> told = String.valueOf(bad.getMessage()).lines().toList();
        assertEquals(6, told.size(), bad.getMessage());
        assertTrue(told.get(5).matches("and [0-9]+ more\\."), bad.getMessage());
    }

    @Test
    void shouldGuardWhatASpreadsheetTakesForAFormulaAndTakeItBack() throws IOException {
        final TableDefinition table = load(Files.readString(TELECOM)
                .replace(
                        "\ntuning:",
                        "\ntuning:\n  - {id: \"=odd\", when: {product: [\"-a\", b]},"
                                + " set: {message: \"'@x\"}, adjust: {priority: -3, sla: -10s}}"));

        final String csv = TuningMatrix.write(table);

        final List<List<String>> rows = cells(csv);
        final List<String> odd = rows.get(1);
        assertEquals(
                List.of("'=odd", "'-a|b", "''@x", "-3", "'-10s"),
                odd.stream().filter(cell -> !cell.isEmpty()).toList());
        assertEquals(text(table), text(TuningMatrix.replace(table, csv, TODAY)));
    }

    @Test
    void shouldTakeANegativeSpanWithoutAGuardToo() throws IOException {
        final TableDefinition table = load(Files.readString(TELECOM));

        final TableDefinition typed = TuningMatrix.replace(table, "id,when.tier,adjust.sla\na,gold,-10s\n", TODAY);

        assertEquals(Long.valueOf(-10_000), typed.tuning().get(0).adjustSlaMs());
        assertEquals("id,when.tier,adjust.sla\na,gold,'-10s\n", TuningMatrix.write(typed));
    }

    @Test
    void shouldLeaveOutRowsAndColumnsThatASpreadsheetSavesEmpty() throws IOException {
        final TableDefinition table = load(Files.readString(TELECOM));

        final TableDefinition made =
                TuningMatrix.replace(table, "id,when.tier,adjust.priority,,\n,,,,\na,gold,7,,\n , ,,,\n", TODAY);

        assertEquals("id,when.tier,adjust.priority\na,gold,7\n", TuningMatrix.write(made));
    }

    private static List<List<String>> cells(final String csv) {
        return CsvReader.builder().ofCsvRecord(csv).stream()
                .map(CsvRecord::getFields)
                .toList();
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
