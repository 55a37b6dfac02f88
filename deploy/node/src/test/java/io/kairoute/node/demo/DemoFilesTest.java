package io.kairoute.node.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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
}
