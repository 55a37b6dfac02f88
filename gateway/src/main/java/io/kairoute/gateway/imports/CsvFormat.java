package io.kairoute.gateway.imports;

import io.kairoute.gateway.document.WrongKey;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is written. Quotes are {@code "}, doubled inside a quoted cell.
 *
 * @param charset its encoding; UTF-8 when absent
 * @param delimiter what stands between cells, one character; a comma when absent
 * @param decimal what stands before the decimals of a number, {@code .} or {@code ,}; a point when absent
 */
public record CsvFormat(
        @Nullable String charset,
        @Nullable String delimiter,
        @Nullable String decimal) {

    /** What holds where nothing is said. */
    static final CsvFormat DEFAULT = new CsvFormat(null, null, null);

    /** Checks the parts. */
    public CsvFormat {
        charset = charset == null ? "UTF-8" : charset;
        delimiter = delimiter == null ? "," : delimiter;
        decimal = decimal == null ? "." : decimal;
        try {
            Charset.forName(charset);
        } catch (final IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new WrongKey("charset", "this system knows no " + charset);
        }
        if (delimiter.length() != 1 || "\"\r\n".contains(delimiter)) {
            throw new WrongKey("delimiter", "must be one character, and no quote or line end");
        }
        if (!decimal.equals(".") && !decimal.equals(",")) {
            throw new WrongKey("decimal", "must be \".\" or \",\"");
        }
    }
}
