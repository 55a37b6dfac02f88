package io.kairoute.ctl.terminal;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;

/** Writes cells that spreadsheets take for what they are. */
public final class CsvCells {
    private static final char GUARD = '\'';
    private static final String STARTS_FORMULA = "=+-@\t\r";
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");

    private CsvCells() {}

    /** The cell; one that a spreadsheet would take for a formula is made a text. */
    public static String safe(final String cell) {
        final boolean isFormula = !cell.isEmpty()
                && STARTS_FORMULA.indexOf(cell.charAt(0)) >= 0
                && !NUMBER.matcher(cell).matches();
        return isFormula ? GUARD + cell : cell;
    }

    /** The cell without the apostrophe that keeps a spreadsheet from taking it for a formula. */
    public static String plain(final String cell) {
        return cell.length() > 1 && cell.charAt(0) == GUARD && STARTS_FORMULA.indexOf(cell.charAt(1)) >= 0
                ? cell.substring(1)
                : cell;
    }

    /** One line of cells, without its end. */
    public static String line(final List<String> cells) {
        final StringWriter line = new StringWriter();
        final CsvWriter writer = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .bufferSize(0)
                .build(line);
        writer.writeRecord(cells.stream().map(CsvCells::safe).toList());
        return line.getBuffer().substring(0, line.getBuffer().length() - 1);
    }
}
