package io.kairoute.ctl.table.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MatrixFileTest {
    private static final Seen SEEN = new Seen("default", 0, "spring", "v41", 2, "0123456789abcdef".repeat(4));
    private static final String CSV = "id,when.tier,adjust.sla\nt1,gold|silver,-10s\nt2,\"a, \"\"b\"\"\nc\",\n";

    @Test
    void shouldGiveBackTheRulesAndWhatTheyAreOf() {
        final MatrixFile read = MatrixFile.of("x.csv", MatrixFile.marked(SEEN, CSV));

        assertEquals(CSV, read.csv());
        assertEquals(SEEN, read.seen());
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t"})
    void shouldReadWhatASpreadsheetOfAnotherCountrySaves(final String separator) {
        final String saved = "\uFEFF\"id\"" + separator + "\"when.tier\"" + separator + "\"" + SEEN.mark() + "\"\r\n"
                + "t2" + separator + "gold" + separator + "\r\nt1" + separator + "\"a;b,c\"" + separator + "\r\n";

        final MatrixFile read = MatrixFile.of("x.csv", saved);

        assertEquals("id,when.tier\nt2,gold\nt1,\"a;b,c\"\n", read.csv());
        assertEquals(SEEN, read.seen());
    }

    @Test
    void shouldKeepTheMarkWhereRowsWereSortedAddedAndColumnsMoved() {
        final String saved = "id," + SEEN.mark() + ",when.tier\nt9,,gold\nt1,,silver\n";

        final MatrixFile read = MatrixFile.of("x.csv", saved);

        assertEquals("id,when.tier\nt9,gold\nt1,silver\n", read.csv());
        assertEquals(SEEN, read.seen());
    }

    @Test
    void shouldReadRowsThatASpreadsheetCutBeforeTheEmptyColumn() {
        final MatrixFile read = MatrixFile.of("x.csv", "id,when.tier," + SEEN.mark() + "\nt1,gold\n");

        assertEquals("id,when.tier\nt1,gold\n", read.csv());
    }

    @Test
    void shouldKeepEveryRuleOnItsLine() {
        final MatrixFile read = MatrixFile.of("x.csv", "id,when.tier," + SEEN.mark() + "\n\nt1,gold\n,,\nt2,silver\n");

        final List<String> lines = read.csv().lines().toList();
        assertEquals("t1,gold", lines.get(2));
        assertEquals("t2,silver", lines.get(4));
    }

    @Test
    void shouldLeaveAFileWithoutAMarkAsItIs() {
        final MatrixFile read = MatrixFile.of("x.csv", CSV);

        assertNull(read.seen());
        assertEquals(CSV, read.csv());
    }
}
