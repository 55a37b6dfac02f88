package io.kairoute.router.table.yaml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.reference.Dice;
import io.kairoute.router.reference.TableGenerator;
import io.kairoute.router.table.Documents;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.TableDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableWriterTest {
    private static final int TABLES = Integer.getInteger("kairoute.tables", 200);
    private static final long SEED = Long.getLong("kairoute.seed", 20_261_121L);
    private static final long AROUND_MS = 1_793_000_000_000L;

    @Test
    void shouldWriteEveryKeySoThatTheSameTableIsRead() {
        final TableDefinition table = read(Documents.full().getBytes(StandardCharsets.UTF_8));

        final byte[] written = TableWriter.write(table);

        assertEquals(table, read(written));
        assertArrayEquals(written, TableWriter.write(read(written)));
    }

    @Test
    void shouldRoundTripGeneratedTablesByteByByte() {
        long bytes = 0;
        for (int i = 0; i < TABLES; i++) {
            final TableDefinition table = TableGenerator.table(new Dice(SEED + i), AROUND_MS);

            final byte[] written = TableWriter.write(table);
            final TableDefinition read = read(written);

            assertEquals(table, read, "-Dkairoute.seed=" + (SEED + i) + " -Dkairoute.tables=1");
            assertArrayEquals(written, TableWriter.write(read), "-Dkairoute.seed=" + (SEED + i));
            bytes += written.length;
        }
        System.out.printf("YAML: %,d tables written, read and written again, %,d bytes the same%n", TABLES, bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "~",
                "null",
                "Null",
                "yes",
                "No",
                "on",
                "true",
                "12",
                "1.5",
                "0x1F",
                "1e3",
                "-",
                "- a",
                "a: b",
                "#no",
                "a #b",
                "'",
                "\"",
                "\\",
                "[",
                "{a}",
                "&a",
                "*a",
                "!t",
                "%",
                "@",
                "`",
                "| x",
                "> x",
                "two\nlines\n",
                "tab\there",
                " led",
                "trailed ",
                "2026-01-01",
                "08:00",
                "Größe",
                "東京",
                "\uD83D\uDE00",
                "\u0085",
                "\u2028",
                "a\u0000b",
                "=",
                "<<",
                "...",
                "---",
                "key?",
                "? x",
                ",",
                "1_000",
                "0o7",
                "+1",
                ".5",
                "12:30:45",
                "\uFEFF"
            })
    void shouldBringBackAnyTextAsItWas(final String text) {
        final TableDefinition table = withFirstReason(text);

        final byte[] written = TableWriter.write(table);

        assertEquals(text, read(written).occasions().get(0).why());
    }

    @Test
    void shouldWriteWhatAPersonWouldWrite() {
        final String written = new String(
                TableWriter.write(read(Documents.full().getBytes(StandardCharsets.UTF_8))), StandardCharsets.UTF_8);

        assertTrue(written.startsWith("table: "), written);
        assertTrue(written.contains("\noccasions:\n  - id: "), written);
        assertTrue(written.lines().noneMatch(line -> line.endsWith(" ")), written);
    }

    @Test
    void shouldRefuseAFormatThatItDoesNotWrite() {
        final TableDefinition table = read(Documents.full().getBytes(StandardCharsets.UTF_8));
        final TableDefinition newer = new TableDefinition(
                table.table(),
                TableDefinition.FORMAT + 1,
                table.defaults(),
                table.occasions(),
                table.signals(),
                table.tiers(),
                table.tuning(),
                table.protections(),
                table.queues(),
                table.calendars(),
                table.scripts(),
                table.layers(),
                table.experiments(),
                table.metrics(),
                table.values());

        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> TableWriter.write(newer));

        assertEquals("format=2 cannot be written, only format=1", refused.getMessage());
    }

    private static TableDefinition read(final byte[] document) {
        final TableReader.Reading reading = TableReader.read(document);
        final TableDefinition table = reading.report().table();
        if (table == null) {
            throw new AssertionError(reading.report().problems() + "\n" + new String(document, StandardCharsets.UTF_8));
        }
        return table;
    }

    private static TableDefinition withFirstReason(final String why) {
        final TableDefinition table = read(Documents.full().getBytes(StandardCharsets.UTF_8));
        final OccasionDefinition first = table.occasions().get(0);
        final List<OccasionDefinition> occasions = new ArrayList<>(table.occasions());
        occasions.set(
                0,
                new OccasionDefinition(
                        first.id(),
                        first.name(),
                        first.job(),
                        first.owner(),
                        first.lens(),
                        why,
                        first.clearAtBp(),
                        first.ambiguousAtBp(),
                        first.marginBp(),
                        first.tunable(),
                        first.treatment(),
                        first.whenAmbiguous(),
                        first.floorPriority(),
                        first.ceilingPriority(),
                        first.ceilingSlaMs(),
                        first.admits(),
                        first.metrics(),
                        first.playbook(),
                        first.reviewBy()));
        return new TableDefinition(
                table.table(),
                table.format(),
                table.defaults(),
                occasions,
                table.signals(),
                table.tiers(),
                table.tuning(),
                table.protections(),
                table.queues(),
                table.calendars(),
                table.scripts(),
                table.layers(),
                table.experiments(),
                table.metrics(),
                table.values());
    }
}
