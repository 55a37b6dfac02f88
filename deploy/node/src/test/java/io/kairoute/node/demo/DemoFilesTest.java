package io.kairoute.node.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.node.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoFilesTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldLetNobodyButTheOwnerReadAFileOfTheDemo() throws IOException {
        final DemoFiles files = DemoFiles.lay(directory);
        DemoCustomersFile.write(files.customers(), 7, 10, done -> {});
        DemoDay.write(files.day(), 7, 10, done -> {});

        final List<Path> all =
                List.of(files.table(), files.customersMapping(), files.dayMapping(), files.customers(), files.day());
        for (final Path file : all) {
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file::toString);
        }
    }

    @Test
    void shouldHaveDesksForTheContactsThatGoOnComing() {
        final DemoFiles files = DemoFiles.lay(directory);

        final int anHour = Tables.read(files.table()).queues().stream()
                .mapToInt(queue -> Objects.requireNonNullElse(queue.capacity(), 0))
                .sum();

        assertTrue(anHour > LivingContacts.TICKS_A_SECOND * 3_600, "capacity=" + anHour);
    }
}
