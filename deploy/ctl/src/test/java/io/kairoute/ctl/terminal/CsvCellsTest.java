package io.kairoute.ctl.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvCellsTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+49 30 1", "-cmd", "@sum", "\t=1", "\r=1"})
    void shouldMakeATextOfWhatASpreadsheetTakesForAFormula(final String cell) {
        assertEquals("'" + cell, CsvCells.safe(cell));
        assertEquals(cell, CsvCells.plain(CsvCells.safe(cell)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "+4.5", "a=b", "outage", "ü", "'", "'tis"})
    void shouldLeaveEverythingElseAlone(final String cell) {
        assertEquals(cell, CsvCells.safe(cell));
        assertEquals(cell, CsvCells.plain(cell));
    }

    @Test
    void shouldQuoteWhatHoldsACommaAQuoteOrALineBreak() {
        assertEquals("a,\"b,c\",\"d\"\"e\",\"f\ng\"", CsvCells.line(List.of("a", "b,c", "d\"e", "f\ng")));
    }
}
