package io.kairoute.gateway.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.TenantFolder;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Customers files as spreadsheets, databases and people's hands leave them. */
class SpreadsheetImportTest {
    private static final KeyHasher HASHER = new KeyHasher(new byte[16]);
    private static final String MAPPING = """
            format: 1
            max_bad_share: 99%
            key: {column: id, type: crm}
            tiers:
              - {tier: gold, when: {vip: [gold, "Two year"]}}
              - {tier: standard}
            """;

    private final Path temp;
    private final SegmentSets sets;

    SpreadsheetImportTest(@TempDir final Path temp) {
        this.temp = temp;
        sets = new SegmentSets(new TenantFolder(temp, true), HASHER, InstantSource.system());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,vip,,\na,gold,,\n",
                "id,vip,,\na,gold\n",
                "id,vip\na,gold,,,\n",
                "id,,vip\na,anything,gold\n",
                ",id,vip\n1,a,gold\n",
                "id,vip\na,gold\n,,\n,\n",
                "\n\nid,vip\n\na,gold\n\n",
                "sep=,\r\nid,vip\r\na,gold\r\n",
                "sep=;\r\nid;vip\r\na;gold\r\n",
                "sep=\t\nid\tvip\na\tgold\n",
                "\uFEFFid,vip\na,gold\n",
                "\uFEFF\"id\",\"vip\"\n\"a\",\"gold\"\n",
                "\uFEFFsep=;\nid;vip\na;gold\n",
                "id\u00A0,\u200Bvip\na,gold\n",
                "id,vip\n\u00A0a\u00A0,\u2003gold\u200B\n",
                "id,vip\na,Two\u00A0year\n",
                "id,vip\n=\"a\",=\"gold\"\n",
                "id,vip\n\"=\"\"a\"\"\",gold\n",
                "id,vip\ra,gold\r"
            })
    void shouldFindTheCustomerInWhateverShapeTheFileWasSaved(final String csv) throws IOException {
        final ImportSummary summary = run(MAPPING, csv, StandardCharsets.UTF_8);

        assertEquals(1, summary.customers());
        assertEquals(0, summary.rejected());
        assertEquals("gold", tier("crm:a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void shouldReadWhatASpreadsheetCallsUnicodeText(final String charset) throws IOException {
        run(MAPPING, "\uFEFFid,vip\nMüller,gold\n", Charset.forName(charset));

        assertEquals("gold", tier("crm:Müller"));
    }

    @Test
    void shouldCountRowsWithoutContentsAndPassThemOver() throws IOException {
        final ImportSummary summary =
                run(MAPPING, "id,vip\na,gold\n" + ",\n".repeat(30) + "\u00A0,\n", StandardCharsets.UTF_8);

        assertEquals(1, summary.rows());
        assertEquals(31, summary.emptyRows());
        assertEquals(0, summary.rejected());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.23E+09       | a number of a spreadsheet that lost digits: have the column written as text",
                "'\"1,23E+09\"' | a number of a spreadsheet that lost digits: have the column written as text",
                "1.23e9         | a number of a spreadsheet that lost digits: have the column written as text",
                "4711.0         | \"a number with the decimal of a spreadsheet: have the column written as text, or say normalize:"
                        + " none if the keys are like that\"",
                "#N/A           | \"stands for nothing, or for an error of a spreadsheet\"",
                "#REF!          | \"stands for nothing, or for an error of a spreadsheet\"",
                "NULL           | \"stands for nothing, or for an error of a spreadsheet\"",
                "\\N            | \"stands for nothing, or for an error of a spreadsheet\"",
            })
    void shouldRefuseAKeyThatAMachineSpoiled(final String cell, final String reason) throws IOException {
        run(MAPPING, "id,vip\nok,gold\n" + cell + ",gold\n", StandardCharsets.UTF_8);

        assertEquals("line,column,reason\n3,id," + reason + "\n", rejects());
    }

    @ParameterizedTest
    @ValueSource(strings = {"12E4", "1E10", "00123", "v1.0", "1.0.0", "E+1", "none", "a.0"})
    void shouldTakeKeysThatOnlyLookLikeThat(final String key) throws IOException {
        run(MAPPING, "id,vip\n" + key + ",gold\n", StandardCharsets.UTF_8);

        assertEquals("gold", tier("crm:" + key));
    }

    @Test
    void shouldTakeKeysAsTheyAreWhereTheMappingSaysSo() throws IOException {
        run(
                MAPPING.replace("type: crm}", "type: crm, normalize: none}"),
                "id,vip\n4711.0,gold\n 1.23E+09,gold\n",
                StandardCharsets.UTF_8);

        assertEquals("gold", tier("crm:4711.0"));
        assertEquals("gold", tier("crm: 1.23E+09"));
    }

    @Test
    void shouldNameACharacterThatNobodySeesInAKey() throws IOException {
        run(MAPPING, "id,vip\nok,gold\na\u00A0b,gold\na\u200Bb,gold\n", StandardCharsets.UTF_8);

        assertEquals("""
                line,column,reason
                3,id,"holds a no-break space (U+00A0): callers would have to send it, too"
                4,id,"holds a zero width space (U+200B): callers would have to send it, too"
                """, rejects());
    }

    @Test
    void shouldRefuseACellThatIsAnErrorOfASpreadsheet() throws IOException {
        run(MAPPING, "id,vip\nok,gold\nb,#N/A\n", StandardCharsets.UTF_8);

        assertEquals("line,column,reason\n3,vip,\"an error of a spreadsheet, such as #N/A\"\n", rejects());
    }

    @Test
    void shouldTakeTheHeaderOfAJoinedFileForNoCustomer() throws IOException {
        run(MAPPING, "id,vip,\na,gold,\n\uFEFFid,vip,\nb,gold,\n", StandardCharsets.UTF_8);

        assertEquals("missing", tier("crm:id"));
        assertEquals("gold", tier("crm:b"));
        assertEquals("line,column,reason\n3,,names the columns once more\n", rejects());
    }

    @Test
    void shouldRefuseAJoinedFileWhosePartsHaveTheirColumnsInAnotherOrder() {
        final ImportException refused = assertThrows(
                ImportException.class, () -> run(MAPPING, "id,vip\na,gold\nvip,id\ngold,b\n", StandardCharsets.UTF_8));

        assertEquals(
                temp.resolve("customers.csv")
                        + ":3: the columns are named once more, in another order: import the files that"
                        + " were put together one by one",
                refused.getMessage());
    }

    @Test
    void shouldSayWhichDelimiterAFileSeemsToHave() {
        final ImportException refused =
                assertThrows(ImportException.class, () -> run(MAPPING, "id;vip\na;gold\n", StandardCharsets.UTF_8));

        assertTrue(
                refused.getMessage()
                        .endsWith(
                                "it has id;vip; if \";\" stands between its cells, say so under csv.delimiter in the mapping"),
                refused.getMessage());
    }

    @Test
    void shouldSayThatAFileIsPacked() {
        final ImportException refused = assertThrows(
                ImportException.class, () -> run(MAPPING, "\u001F\u008B\u0008", StandardCharsets.ISO_8859_1));

        assertEquals(
                temp.resolve("customers.csv") + ": the file is packed by gzip, not a text file: unpack it first",
                refused.getMessage());
    }

    @Test
    void shouldBringKeysToOneUnicodeFormAndTellHowMany() throws IOException {
        final String apart = Normalizer.normalize("Müller", Normalizer.Form.NFD);

        final ImportSummary summary = run(MAPPING, "id,vip\n" + apart + ",gold\nb,gold\n", StandardCharsets.UTF_8);

        assertEquals("gold", tier("crm:" + Normalizer.normalize("Müller", Normalizer.Form.NFC)));
        assertEquals("missing", tier("crm:" + apart));
        assertEquals(1, summary.composedKeys());
    }

    @Test
    void shouldMatchWordsOfTheMappingAsTheyAreTyped() throws IOException {
        final String mapping = """
                format: 1
                key: {column: id, type: crm}
                tiers:
                  - {tier: gold, when: {vip: %s}}
                  - {tier: standard}
                """;
        for (final String word : new String[] {
            "yes",
            "Yes",
            "no",
            "on",
            "off",
            "TRUE",
            "True",
            "false",
            "007",
            "1e3",
            "1_000",
            "0x1F",
            "12:30",
            "2026-11-01",
            "1.50",
            "+1",
            "y"
        }) {
            run(mapping.formatted(word), "id,vip\na," + word + "\nb,other\n", StandardCharsets.UTF_8);

            assertEquals("gold", tier("crm:a"), word);
            assertEquals("standard", tier("crm:b"), word);
        }
    }

    private ImportSummary run(final String mapping, final String csv, final Charset charset) throws IOException {
        final Path file = Files.writeString(temp.resolve("customers.csv"), csv, charset);
        return new SegmentImporter(sets, HASHER)
                .run(
                        new ImportRequest(
                                file,
                                MappingReader.parse("mapping.yaml", mapping.getBytes(StandardCharsets.UTF_8)),
                                temp.resolve("rejects.csv"),
                                null,
                                null),
                        ImportProgress.NONE);
    }

    private String rejects() throws IOException {
        return Files.readString(temp.resolve("rejects.csv")).replace("\r\n", "\n");
    }

    private String tier(final String key) {
        try (OpenSegmentSet set = Objects.requireNonNull(sets.openActive().set(), "no set is active")) {
            final ProfileFlyweight profile = new ProfileFlyweight();
            final SegmentKey hash = new SegmentKey();
            final byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            HASHER.hash(bytes, 0, bytes.length, hash);
            return set.store().record(hash, profile) == SegmentLookup.FOUND
                    ? set.header().words(ProfileAttribute.TIER).get(profile.ordinal(ProfileAttribute.TIER) - 1)
                    : "missing";
        }
    }
}
