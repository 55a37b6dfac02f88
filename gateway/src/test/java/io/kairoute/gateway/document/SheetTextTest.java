package io.kairoute.gateway.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SheetTextTest {
    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void shouldFollowTheMarkOfAnEncodingWhateverTheMappingSays(final String charset) throws IOException {
        final Path file = file("\uFEFFid,name\n1,Müller\n".getBytes(Charset.forName(charset)));

        assertEquals("id,name\n1,Müller\n", read(file, "windows-1252", ','));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"sep=;|;", "SEP=,|,", "\"sep=;\"|;", "sep=:|:"})
    void shouldTakeTheDelimiterFromAFirstLine(final String line, final char delimiter) throws IOException {
        final Path file = file((line + "\r\nid;vip\r\n").getBytes(StandardCharsets.UTF_8));

        try (SheetText text = SheetText.open(file, StandardCharsets.UTF_8, '\t')) {
            assertEquals(delimiter, text.delimiter());
            assertTrue(text.hasDelimiterLine());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,vip\n", "sep=x\n", "sep=\n", "sep=;id\n", "separator;x\n", ""})
    void shouldKeepTheDelimiterOfTheMappingWhereNoLineTells(final String content) throws IOException {
        final Path file = file(content.getBytes(StandardCharsets.UTF_8));

        try (SheetText text = SheetText.open(file, StandardCharsets.UTF_8, ',')) {
            assertEquals(',', text.delimiter());
        }
        assertEquals(content, read(file, "UTF-8", ','));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1f8b0800|the file is packed by gzip, not a text file: unpack it first",
                "504b030414|the file is a workbook (.xlsx, .ods) or another zip, not a text file: save it as CSV in UTF-8 first",
                "d0cf11e0a1b11ae1|the file is an old workbook (.xls), not a text file: save it as CSV in UTF-8 first",
                "28b52ffd24|the file is packed by zstd, not a text file: unpack it first",
                "425a6839|the file is packed by bzip2, not a text file: unpack it first",
                "fd377a585a0000|the file is packed by xz, not a text file: unpack it first",
                "50415231|the file is a Parquet file, not a text file: save it as CSV in UTF-8 first",
                "6900640000|the file looks like UTF-16LE without a mark: save it in UTF-8, or name its charset under csv in the"
                        + " mapping of an import",
                "00690064|the file looks like UTF-16BE without a mark: save it in UTF-8, or name its charset under csv in the mapping"
                        + " of an import"
            })
    void shouldSayWhatAFileIsThatIsNoText(final String hex, final String sentence) throws IOException {
        final Path file = file(HexFormat.of().parseHex(hex));

        final DocumentFault fault =
                assertThrows(DocumentFault.class, () -> SheetText.open(file, StandardCharsets.UTF_8, ','));

        assertEquals(sentence, fault.reason());
    }

    @Test
    void shouldReadAnEncodingWithoutAMarkThatTheMappingNames() throws IOException {
        assertEquals("id\n", read(file("id\n".getBytes(StandardCharsets.UTF_16LE)), "UTF-16LE", ','));
    }

    private Path file(final byte[] bytes) throws IOException {
        return Files.write(directory.resolve("customers.csv"), bytes);
    }

    private static String read(final Path file, final String charset, final char delimiter) throws IOException {
        try (SheetText text = SheetText.open(file, Charset.forName(charset), delimiter)) {
            final StringWriter all = new StringWriter();
            text.reader().transferTo(all);
            return all.toString();
        }
    }
}
