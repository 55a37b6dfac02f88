package io.kairoute.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing else of the product may have insight, or what insight stands on, in its class path: no query and no fault of it touches routing. */
final class OwnClassPathTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final List<String> OWN = List.of("<artifactId>kairoute-insight<", "<artifactId>commons-statistics");

    @Test
    void shouldBeOnNoOtherClassPath() throws IOException {
        final List<Path> modules = modules();

        assertTrue(modules.size() >= 8, modules.toString());
        for (final String own : OWN) {
            assertEquals(
                    List.of("deploy/insight/pom.xml"),
                    modules.stream()
                            .filter(module -> !module.equals(ROOT.resolve("pom.xml")))
                            .filter(module -> contains(module, own))
                            .map(module -> ROOT.relativize(module).toString())
                            .toList(),
                    own);
        }
    }

    // The root only fixes versions: what it says is in no class path.
    private static List<Path> modules() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 3)) {
            return files.filter(file -> file.endsWith("pom.xml"))
                    .filter(file -> !file.toString().contains("target"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean contains(final Path file, final String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (final IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }
}
