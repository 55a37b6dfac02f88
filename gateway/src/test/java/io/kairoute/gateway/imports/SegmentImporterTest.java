package io.kairoute.gateway.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentImporterTest {
    private static final KeyHasher HASHER = new KeyHasher(new byte[16]);
    private static final Instant FILE_TIME = Instant.parse("2026-11-20T08:00:00Z");
    private static final String MAPPING = """
            format: 1
            max_bad_share: 50%
            columns: {spent: {blank: "0"}, plan: {blank: unknown}}
            key: {column: id, type: crm}
            tiers:
              - {tier: gold, when: {spent: {ge: 100}}}
              - {tier: silver, when: {plan: [family, duo], spent: {gt: 10, lt: 100}}}
              - {tier: standard}
            attributes:
              lifecycle: {column: months, bands: [{below: 6, word: new}, {below: 48, word: active}, {word: loyal}]}
              sub_tier: {column: plan, values: {family: home, duo: home, solo: single}}
            risks:
              - {risk: debt, when: {spent: {lt: 1}}}
              - {risk: alone, when: {plan: {not: [family, duo]}}}
            tenure: {column: months}
            value: {column: spent, factor: 12}
            """;

    private final Path temp;
    private final SegmentSets sets;

    SegmentImporterTest(@TempDir final Path temp) {
        this.temp = temp;
        sets = new SegmentSets(new TenantFolder(temp, true), HASHER, InstantSource.system());
    }

    @Test
    void shouldMakeProfilesOfRows() throws IOException {
        final ImportSummary summary = run(MAPPING, """
                id,months,plan,spent
                a,5,family,150.00
                b,6,duo,10.01
                 c ,47,solo,10
                "d,""e""\",48,,
                """);

        try (OpenSegmentSet set = active()) {
            assertEquals("gold new home 150.00 -", describe(set, "crm:a"));
            assertEquals("silver active home 10.01 -", describe(set, "crm:b"));
            assertEquals("standard active single 10.00 alone", describe(set, "crm:c"));
            assertEquals("standard loyal - 0.00 debt+alone", describe(set, "crm:d,\"e\""));
            assertEquals("missing", describe(set, "crm:e"));
            assertEquals("missing", describe(set, "a"));
            assertEquals(FILE_TIME.toEpochMilli(), set.header().sourceTimeMs());
            assertEquals("20261120T080000Z", set.header().version());
            assertEquals(List.of("gold", "silver", "standard"), set.header().words(ProfileAttribute.TIER));
            assertEquals(List.of("home", "single"), set.header().words(ProfileAttribute.SUB_TIER));
            assertEquals(4, set.header().customers());
        }
        assertEquals(4, summary.rows());
        assertEquals(4, summary.customers());
        assertEquals(0, summary.rejected());
        assertNull(summary.rejects());
        assertEquals(4, summary.keys());
        assertEquals(Map.of("gold", 1L, "silver", 1L, "standard", 2L), summary.tiers());
        assertEquals(0.5, summary.shareOf(2));
        assertEquals(3L, summary.known().get(ProfileAttribute.SUB_TIER));
        assertEquals(4L, summary.known().get(ProfileAttribute.LIFECYCLE));
        assertEquals(2L, summary.known().get(ProfileAttribute.RISK));
        assertEquals(Map.of("debt", 1L, "alone", 2L), summary.risks());
        assertTrue(summary.bytesOnDisk() > 0);
    }

    @Test
    void shouldReportBadRowsWithoutTellingWhatTheySay() throws IOException {
        final ImportSummary summary = run(
                MAPPING.replace("50%", "60%"),
                """
                id,months,plan,spent
                ok1,1,solo,1
                secret2,many,solo,1
                ok2,1,solo,1
                secret3,,solo,1
                secret4,1,trio,1
                ,1,solo,1
                secret5,1,solo
                secret6,1,solo,1,1
                ok3,1,solo,1
                secret7,70000,solo,1
                secret8,-1,solo,1
                ok4,1,solo,1
                ok1,2,solo,1
                """
                        + "x".repeat(130) + ",1,solo,1\n"
                        + "ok5,1,solo,1\n"
                        + "ok6,1,solo,1\nok7,1,solo,1\nok8,1,solo,1\nok9,1,solo,1\n");

        assertEquals(9, summary.customers());
        assertEquals(10, summary.rejected());
        assertEquals(19, summary.rows());
        assertEquals("""
                line,column,reason
                3,months,not a number
                5,months,blank where a number is needed
                6,plan,a text that the mapping's values do not list
                7,id,"blank, but customers are known by it"
                8,,3 cells where the header names 4 columns
                9,,5 cells where the header names 4 columns
                11,months,a tenure must be 0 to 65535 months
                12,months,a tenure must be 0 to 65535 months
                15,id,"the key has 134 bytes with its type, 128 at most"
                14,id,an earlier row has the same key
                """, rejects());
    }

    @Test
    void shouldRefuseTooManyBadRowsAndLeaveTheActiveSet() throws IOException {
        run(MAPPING, "id,months,plan,spent\nold,1,solo,1\n");

        final String sentence =
                refusal(MAPPING.replace("50%", "33.3%"), "id,months,plan,spent\na,1,solo,1\nb,x,solo,1\nc,1,solo,y\n");

        assertEquals(
                "customers.csv: 2 of 3 rows are bad (66.67%), and 33.30% are allowed: see rejects.csv;"
                        + " nothing was imported",
                sentence);
        assertEquals("line,column,reason\n3,months,not a number\n4,spent,not a number\n", rejects());
        assertOnlyOldIsServed();
    }

    @Test
    void shouldCountDuplicatesAsBadRows() throws IOException {
        run(MAPPING, "id,months,plan,spent\nold,1,solo,1\n");

        final String sentence =
                refusal(MAPPING.replace("50%", "1%"), "id,months,plan,spent\na,1,solo,1\nb,1,solo,1\na,2,solo,1\n");

        assertEquals(
                "customers.csv: 1 of 3 rows are bad (33.33%), and 1.00% are allowed: see rejects.csv;"
                        + " nothing was imported",
                sentence);
        assertOnlyOldIsServed();
    }

    @Test
    void shouldLetTheLastRowWinWhereTheMappingSaysSo() throws IOException {
        final ImportSummary summary =
                run(MAPPING + "duplicates: last\n", "id,months,plan,spent\na,1,solo,1\nb,1,solo,1\na,50,duo,200\n");

        try (OpenSegmentSet set = active()) {
            assertEquals("gold loyal home 200.00 -", describe(set, "crm:a"));
        }
        assertEquals(2, summary.customers());
        assertEquals(1, summary.replaced());
        assertEquals(0, summary.rejected());
        assertEquals(Map.of("gold", 1L, "silver", 0L, "standard", 1L), summary.tiers());
        assertEquals(Map.of("debt", 0L, "alone", 1L), summary.risks());
    }

    @Test
    void shouldFindACustomerByEveryKey() throws IOException {
        final ImportSummary summary = run("""
                format: 1
                key: {column: id, type: crm}
                alternate_keys:
                  - {column: phone, type: tel, normalize: e164, country_code: "61"}
                  - {column: mail, type: mail, normalize: [trim, lower]}
                account: {column: account}
                tiers: [{tier: gold, when: {id: a}}, {tier: standard}]
                preferred_agent: {column: agent}
                """, """
                id,phone,mail,account,agent
                a,0400 000 001,A@x.org,f1,anna
                b,0400 000 001,b@x.org,f1,
                c,,,,
                """);

        final SegmentKey key = new SegmentKey();
        final ProfileFlyweight profile = new ProfileFlyweight();
        try (OpenSegmentSet set = active()) {
            for (final String found : List.of("crm:a", "tel:+61400000001", "mail:a@x.org", "acct:f1")) {
                assertEquals(SegmentLookup.FOUND, set.store().record(hash(key, found), profile), found);
                assertEquals(hash(key, "crm:a").low(), profile.canonicalLow(), found);
                assertEquals(key.high(), profile.canonicalHigh(), found);
                assertEquals(hash(key, "acct:f1").low(), profile.accountLow(), found);
                assertEquals(
                        "anna",
                        profile.buffer()
                                .getStringWithoutLengthUtf8(
                                        profile.preferredAgentOffset(), profile.preferredAgentLength()));
                assertEquals(FILE_TIME.toEpochMilli(), profile.updatedAtMs());
            }
            assertEquals(SegmentLookup.FOUND, set.store().record(hash(key, "mail:b@x.org"), profile));
            assertEquals(SegmentLookup.FOUND, set.store().record(hash(key, "crm:c"), profile));
            assertEquals(0, profile.accountLow());
            assertEquals(3, set.header().customers());
            assertEquals(7, set.header().keys());
        }
        assertEquals(2, summary.sharedKeys(), "the phone and the account of b are a's already");
        assertEquals(7, summary.keys());
    }

    @Test
    void shouldReadConsentsAsTheMappingSays() throws IOException {
        run("""
                format: 1
                max_bad_share: 40%
                key: {column: id, type: crm}
                tiers: [{tier: standard}]
                consent:
                  personalization: {column: profiling, values: {"Yes": given, "No": withheld}}
                  marketing: {column: mailing, values: {"1": given, "0": withheld}, blank: withheld}
                """, """
                id,profiling,mailing
                a,Yes,1
                b,No,
                c,,1
                d,maybe,1
                e,Yes,0
                """);

        assertEquals(3, consent("crm:a"));
        assertEquals(0, consent("crm:b"));
        assertEquals(ProfileFlyweight.CONSENT_PERSONALIZATION, consent("crm:e"));
        assertEquals("""
                line,column,reason
                4,profiling,"blank, and the mapping does not say what a blank consent means"
                5,profiling,a text that the mapping's values do not list
                """, rejects());
    }

    @Test
    void shouldTakeConsentAsGivenWhereTheFileDoesNotTell() throws IOException {
        run(MAPPING, "id,months,plan,spent\na,1,solo,1\n");

        assertEquals(3, consent("crm:a"));
    }

    @Test
    void shouldReadOtherSpellingsOfCsv() throws IOException {
        final String mapping = MAPPING + "csv: {charset: windows-1252, delimiter: \";\", decimal: \",\"}\n";

        run(mapping, "id;months;plan;spent\r\nMüller;6;solo;1234,5\r\n", Charset.forName("windows-1252"));

        try (OpenSegmentSet set = active()) {
            assertEquals("gold active single 1234.50 alone", describe(set, "crm:Müller"));
        }
    }

    @Test
    void shouldReadPastAByteOrderMarkAndOverLineEndsInCells() throws IOException {
        run(MAPPING, "\uFEFFid,months,plan,spent\n\"a\nb\",1,solo,1\nc,x,solo,1\nd,1,solo,1\n");

        try (OpenSegmentSet set = active()) {
            assertEquals("standard new single 1.00 alone", describe(set, "crm:a\nb"));
        }
        assertEquals("line,column,reason\n4,months,not a number\n", rejects());
    }

    @Test
    void shouldTakeVersionAndTimeFromTheRequest() throws IOException {
        final Path csv = csv("id,months,plan,spent\na,1,solo,1\n", StandardCharsets.UTF_8);

        new SegmentImporter(sets, HASHER)
                .run(
                        new ImportRequest(
                                csv, mapping(MAPPING), rejectsFile(), "v7", Instant.parse("2026-10-01T00:00:00Z")),
                        ImportProgress.NONE);

        try (OpenSegmentSet set = active()) {
            assertEquals("v7", set.header().version());
            assertEquals(
                    Instant.parse("2026-10-01T00:00:00Z").toEpochMilli(),
                    set.header().sourceTimeMs());
        }
    }

    @Test
    void shouldTellItsProgress() throws IOException {
        final Path csv = csv("id,months,plan,spent\na,1,solo,1\n", StandardCharsets.UTF_8);
        final List<String> heard = new ArrayList<>();

        new SegmentImporter(sets, HASHER)
                .run(
                        new ImportRequest(csv, mapping(MAPPING), rejectsFile(), null, null),
                        (phase, done, total) -> heard.add(phase + " " + (done == total ? "done" : "going")));

        assertTrue(heard.containsAll(List.of("CHECKING done", "LOADING done", "VERIFYING done")), heard.toString());
        assertTrue(heard.indexOf("CHECKING done") < heard.indexOf("LOADING done"), heard.toString());
    }

    @Test
    void shouldRefuseAFileThatLacksColumnsNamingThemAll() throws IOException {
        assertEquals(
                "customers.csv:1: the mapping names the columns spent, plan, months, which the file lacks;"
                        + " it has id, age",
                refusal(MAPPING, "id,age\na,5\n"));
        assertFalse(Files.exists(rejectsFile()));
    }

    @Test
    void shouldRefuseWhatIsNoCustomersFile() throws IOException {
        assertEquals("customers.csv is empty: its first line must name the columns", refusal(MAPPING, ""));
        assertEquals(
                "customers.csv names its columns and has no rows; nothing was imported",
                refusal(MAPPING, "id,months,plan,spent\n"));
        assertEquals("customers.csv:1: the column id is there twice", refusal(MAPPING, "id,id\na,b\n"));
        assertEquals(
                "customers.csv:3: wrong quoting in the row that starts here, text follows a closing quote:"
                        + " double every quote inside a quoted cell",
                refusal(MAPPING, "id,months,plan,spent\na,1,solo,1\nb,1,\"so\"lo,1\n"));
        assertEquals(
                "customers.csv:3: wrong quoting in the row that starts here, a quote is never closed",
                refusal(MAPPING, "id,months,plan,spent\na,1,solo,1\nb,1,\"solo,1\nc,1,solo,1\n"));
        assertEquals(
                "customers.csv:3: the row that starts here is longer than 65536 characters: is a quote missing?",
                refusal(MAPPING, "id,months,plan,spent\na,1,solo,1\nb,1,\"solo,1\n" + "c,1,solo,1\n".repeat(9_000)));
        assertEquals(
                "customers.csv:2: the row that starts here is longer than 65536 characters: is a quote missing?",
                refusal(MAPPING, "id,months,plan,spent\na," + "x".repeat(70_000) + ",solo,1\n"));
    }

    @Test
    void shouldRefuseAFileOfAnotherCharsetTellingTheLine() throws IOException {
        final Path csv = csv(
                "id,months,plan,spent\n" + "a,1,solo,1\n".repeat(20_000) + "Müller,1,solo,1\n",
                StandardCharsets.ISO_8859_1);

        final ImportException refused = assertThrows(ImportException.class, () -> run(mapping(MAPPING), csv));

        assertEquals(
                csv
                        + ":20002: not UTF-8: save the file in UTF-8, or name its charset under csv in the mapping of an import",
                refused.getMessage());
    }

    @Test
    void shouldRefuseMoreWordsThanAProfileCanTell() throws IOException {
        final StringBuilder csv = new StringBuilder("id,language\n");
        for (int i = 0; i < 256; i++) {
            csv.append(i).append(",l").append(i).append('\n');
        }
        final String mapping =
                "format: 1\nkey: {column: id, type: crm}\ntiers: [{tier: a}]\nattributes: {language: {column: language}}\n";

        assertEquals(
                "the attribute language has more than 255 words: put them together with values, bands or rules in"
                        + " the mapping",
                refusal(mapping, csv.toString()));
    }

    @Test
    void shouldRefuseAFileThatIsNotThere() {
        final ImportException refused =
                assertThrows(ImportException.class, () -> run(mapping(MAPPING), temp.resolve("none.csv")));

        assertEquals(temp.resolve("none.csv") + ": there is no such customers file", refused.getMessage());
    }

    @Test
    void shouldRefuseASourceTimeOfNextWeekBeforeItReadsTheFile() throws IOException {
        final Path csv = csv("no,customers,at,all\n", StandardCharsets.UTF_8);
        final Instant nextWeek = Instant.now().plus(Duration.ofDays(7));

        final ImportException refused = assertThrows(ImportException.class, () -> new SegmentImporter(sets, HASHER)
                .run(new ImportRequest(csv, mapping(MAPPING), rejectsFile(), "v7", nextWeek), ImportProgress.NONE));

        assertTrue(refused.getMessage().contains("more than a day ahead of this machine's clock"), refused::getMessage);
        assertEquals(List.of(), sets.manifests());
    }

    @Test
    void shouldNotWriteOverAFileThatIsNoRejectsFile() throws IOException {
        final Path csv = csv("id,months,plan,spent\na,1,solo,1\n", StandardCharsets.UTF_8);

        final ImportException refused = assertThrows(ImportException.class, () -> new SegmentImporter(sets, HASHER)
                .run(new ImportRequest(csv, mapping(MAPPING), csv, null, null), ImportProgress.NONE));

        assertEquals(csv + " exists and is no rejects file: name another for the rejects", refused.getMessage());
        assertTrue(Files.readString(csv).startsWith("id,months"));
    }

    @Test
    void shouldRefuseAFileThatChangesWhileItIsRead() throws IOException {
        final Path csv = csv("id,months,plan,spent\na,1,solo,1\n", StandardCharsets.UTF_8);

        final ImportException refused = assertThrows(ImportException.class, () -> new SegmentImporter(sets, HASHER)
                .run(
                        new ImportRequest(csv, mapping(MAPPING), rejectsFile(), null, null),
                        (phase, done, total) -> append(csv)));

        assertEquals(csv + " changed while it was read: import it again when it is complete", refused.getMessage());
        assertNull(sets.activeNumber());
    }

    private ImportSummary run(final String mapping, final String csv) throws IOException {
        return run(mapping, csv, StandardCharsets.UTF_8);
    }

    private ImportSummary run(final String mapping, final String csv, final Charset charset) throws IOException {
        return run(mapping(mapping), csv(csv, charset));
    }

    private ImportSummary run(final ImportMapping mapping, final Path csv) {
        return new SegmentImporter(sets, HASHER)
                .run(new ImportRequest(csv, mapping, rejectsFile(), null, null), ImportProgress.NONE);
    }

    // The sentence with bare file names.
    private String refusal(final String mapping, final String csv) throws IOException {
        final Integer before = sets.activeNumber();
        final ImportMapping read = mapping(mapping);
        final Path file = csv(csv, StandardCharsets.UTF_8);

        final ImportException refused = assertThrows(ImportException.class, () -> run(read, file));

        assertEquals(before, sets.activeNumber());
        return refused.getMessage().replace(temp + "/", "");
    }

    private void assertOnlyOldIsServed() {
        try (OpenSegmentSet set = active()) {
            assertEquals(1, set.manifest().number());
            assertEquals("standard new single 1.00 alone", describe(set, "crm:old"));
            assertEquals("missing", describe(set, "crm:a"));
        }
        assertEquals(1, sets.manifests().size());
    }

    private static void append(final Path csv) {
        try {
            Files.writeString(csv, Files.readString(csv) + "z,1,solo,1\n");
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ImportMapping mapping(final String yaml) {
        return MappingReader.parse("mapping.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    private Path csv(final String text, final Charset charset) throws IOException {
        final Path csv = Files.writeString(temp.resolve("customers.csv"), text, charset);
        Files.setLastModifiedTime(csv, FileTime.from(FILE_TIME));
        return csv;
    }

    private Path rejectsFile() {
        return temp.resolve("rejects.csv");
    }

    private String rejects() throws IOException {
        return Files.readString(rejectsFile()).replace("\r\n", "\n");
    }

    private OpenSegmentSet active() {
        final @Nullable OpenSegmentSet set = sets.openActive().set();
        if (set == null) {
            throw new AssertionError("no set is active");
        }
        return set;
    }

    private int consent(final String key) {
        final ProfileFlyweight profile = new ProfileFlyweight();
        try (OpenSegmentSet set = active()) {
            assertEquals(SegmentLookup.FOUND, set.store().record(hash(new SegmentKey(), key), profile));
            return profile.consent();
        }
    }

    private static String describe(final OpenSegmentSet set, final String key) {
        final ProfileFlyweight profile = new ProfileFlyweight();
        if (set.store().record(hash(new SegmentKey(), key), profile) != SegmentLookup.FOUND) {
            return "missing";
        }
        final List<String> risks = new ArrayList<>();
        final List<String> riskWords = set.header().words(ProfileAttribute.RISK);
        for (int i = 0; i < riskWords.size(); i++) {
            if ((profile.riskWord(0) >> (i + 1) & 1) == 1) {
                risks.add(riskWords.get(i));
            }
        }
        return word(set, profile, ProfileAttribute.TIER) + " " + word(set, profile, ProfileAttribute.LIFECYCLE) + " "
                + word(set, profile, ProfileAttribute.SUB_TIER) + " "
                + String.format("%.2f", profile.valueCents() / 1200.0) + " "
                + (risks.isEmpty() ? "-" : String.join("+", risks));
    }

    private static String word(
            final OpenSegmentSet set, final ProfileFlyweight profile, final ProfileAttribute attribute) {
        final int ordinal = profile.ordinal(attribute);
        return ordinal == 0 ? "-" : set.header().words(attribute).get(ordinal - 1);
    }

    private static SegmentKey hash(final SegmentKey key, final String typed) {
        final byte[] bytes = typed.getBytes(StandardCharsets.UTF_8);
        HASHER.hash(bytes, 0, bytes.length, key);
        return key;
    }
}
