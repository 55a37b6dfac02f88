package io.kairoute.gateway.console.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The console's files as they lie in the source. */
final class Scripts {
    static final Path FOLDER = Path.of("src/main/resources/io/kairoute/gateway/console");

    private Scripts() {}

    /** The text of every module. */
    static List<String> all() {
        try (Stream<Path> files = Files.walk(FOLDER.resolve("js"))) {
            return files.filter(file -> file.toString().endsWith(".js"))
                    .sorted()
                    .map(file -> read(FOLDER.relativize(file).toString()))
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of one file. */
    static String read(final String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
