package io.kairoute.node.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoDayTest {
    private static final int CUSTOMERS = 20_000;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldMakeTheSameFilesOutOfTheSameSeed() throws IOException {
        final Path one = directory.resolve("one.csv");
        final Path other = directory.resolve("other.csv");

        DemoCustomersFile.write(one, 7, 1_000, done -> {});
        DemoCustomersFile.write(other, 7, 1_000, done -> {});
        assertEquals(-1, Files.mismatch(one, other));

        DemoDay.write(one, 7, 1_000, done -> {});
        DemoDay.write(other, 7, 1_000, done -> {});
        assertEquals(-1, Files.mismatch(one, other));

        DemoDay.write(other, 8, 1_000, done -> {});
        assertTrue(Files.mismatch(one, other) >= 0);
    }

    @Test
    void shouldGiveEveryCustomerANumberOfTheirOwn() throws IOException {
        final Path file = directory.resolve("customers.csv");

        DemoCustomersFile.write(file, 1, CUSTOMERS, done -> {});

        final HashSet<String> numbers = new HashSet<>();
        for (final String row : rows(file)) {
            final String number = row.substring(0, row.indexOf(','));
            assertTrue(number.matches("[0-9]{4}-[A-Z]{5}"), number);
            assertTrue(numbers.add(number), number);
            assertEquals(21, row.split(",", -1).length, row);
        }
        assertEquals(CUSTOMERS, numbers.size());
    }

    @Test
    void shouldBringTheOutageInItsHoursOnly() throws IOException {
        final Path file = directory.resolve("day.csv");

        final int written = DemoDay.write(file, 1, CUSTOMERS, done -> {});

        final List<String> rows = rows(file);
        assertEquals(written, rows.size());
        int inOutage = 0;
        int fromFloridaInOutage = 0;
        int fromFloridaBefore = 0;
        Instant last = Instant.MIN;
        for (final String row : rows) {
            final String[] fields = row.split(",", -1);
            final Instant at = Instant.parse(fields[1]);
            assertTrue(!at.isBefore(last), row);
            last = at;
            final int minute = at.atZone(DemoDay.ZONE).toLocalTime().toSecondOfDay() / 60;
            assertEquals(DemoDay.DATE, at.atZone(DemoDay.ZONE).toLocalDate(), row);
            final boolean florida = fields[5].equals(DemoDay.OUTAGE_REGION);
            if (minute >= DemoDay.OUTAGE_FROM_MINUTE && minute < DemoDay.OUTAGE_UNTIL_MINUTE) {
                inOutage++;
                fromFloridaInOutage += florida ? 1 : 0;
            } else {
                fromFloridaBefore += florida ? 1 : 0;
            }
        }
        assertTrue(fromFloridaInOutage > inOutage / 2, fromFloridaInOutage + " of " + inOutage);
        assertTrue(fromFloridaBefore < (rows.size() - inOutage) / 4, String.valueOf(fromFloridaBefore));
    }

    private static List<String> rows(final Path file) throws IOException {
        final List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.remove(0);
        return lines;
    }
}
