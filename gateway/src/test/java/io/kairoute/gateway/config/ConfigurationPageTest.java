package io.kairoute.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page and the example that tell of every property; {@code -Dkairoute.write.pages=true} writes the page anew. */
class ConfigurationPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/CONFIGURATION.md");
    private static final Path EXAMPLE = ROOT.resolve("deploy/examples/kairoute.yaml");

    @TempDir
    private Path directory;

    @Test
    void shouldTellEveryPropertyAsTheCodeHasIt() throws IOException {
        if (Boolean.getBoolean("kairoute.write.pages")) {
            Files.writeString(PAGE, ConfigurationPage.text());
        }

        assertEquals(ConfigurationPage.text(), Files.readString(PAGE));
    }

    @Test
    void shouldLoadTheExample() {
        final LoadedConfig loaded = ConfigLoader.load(EXAMPLE, Map.of(), Map.of());

        assertEquals(7400, loaded.config().route().address().port());
        assertTrue(loaded.config().tables().containsKey("default"));
    }

    @Test
    void shouldNameEveryPropertyInTheExampleWithItsDefault() throws IOException {
        // A setting that is switched off begins with #, and nothing between that and its name.
        final String all = Files.readString(EXAMPLE).replaceAll("(?m)^( *)#(?=[a-z_]+:)", "$1");
        final Settings settings = new Settings();

        YamlSettings.read(Files.writeString(directory.resolve("all.yaml"), all), settings);

        for (final Property property : Property.values()) {
            assertTrue(settings.has(property), property::path);
            if (property.form() == Property.Form.DURATION || property.form() == Property.Form.NUMBER) {
                assertEquals(property.defaultText(), settings.text(property), property::path);
            }
        }
    }
}
