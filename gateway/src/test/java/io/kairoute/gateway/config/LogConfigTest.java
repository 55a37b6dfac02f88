package io.kairoute.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogConfigTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldWriteTextAtTheUsualLevelsWhereNobodySaysOtherwise() {
        final LogConfig log = load(Map.of()).log();

        assertFalse(log.isJson());
        assertEquals(Map.of(), log.levelsNow());
    }

    @Test
    void shouldTakeWhatIsSet() {
        final LogConfig log = load(Map.of(
                        Property.LOG_FORMAT, "json", Property.LOG_LEVELS, "io.netty=error,io.kairoute.access=trace"))
                .log();

        assertTrue(log.isJson());
        assertEquals(Map.of("io.netty", "error", "io.kairoute.access", "trace"), log.levelsNow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "io.netty=debug|io.netty may not be debug: libraries write there what callers sent; debug is for loggers of"
                        + " io.kairoute",
                "io.kairoutes=trace|io.kairoutes may not be trace",
                "io.kairoute=loud|there is no such level; there are off, error, warn, info, debug, trace"
            })
    void shouldRefuseALevelThatIsNone(final String levels, final String sentence) {
        final ConfigException refused =
                assertThrows(ConfigException.class, () -> load(Map.of(Property.LOG_LEVELS, levels)));

        assertTrue(refused.getMessage().contains(sentence), refused::getMessage);
    }

    @Test
    void shouldPreferTheFileAsItIsNow() throws IOException {
        final Path file = directory.resolve("levels");
        final LogConfig log = new LogConfig(false, Map.of("io.kairoute", "warn", "io.netty", "off"), file);
        assertEquals(Map.of("io.kairoute", "warn", "io.netty", "off"), log.levelsNow());

        Files.writeString(file, "# for tonight\n\n io.kairoute = debug\n");

        assertEquals(Map.of("io.kairoute", "debug", "io.netty", "off"), log.levelsNow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "io.kairoute|a line is logger=level",
                "=info|the name of a logger is that of a class or a package, such as io.kairoute.gateway.identity",
                "io..kairoute=info|the name of a logger",
                "io.kairoute=DEBUG|there is no such level",
                "io.netty=trace|io.netty may not be trace"
            })
    void shouldNameTheLineOfTheFileThatIsWrong(final String line, final String sentence) throws IOException {
        final Path file = Files.writeString(directory.resolve("levels"), "io.kairoute=info\n" + line + "\n");

        final String refusal = refusal(file);

        assertTrue(refusal.startsWith(file + ", line 2: " + sentence), refusal);
    }

    @Test
    void shouldTakeAFileThatIsNotThereForOneWithoutLines() {
        final LogConfig log = new LogConfig(false, Map.of("io.netty", "off"), directory.resolve("levels"));

        assertEquals(Map.of("io.netty", "off"), log.levelsNow());
    }

    @Test
    void shouldRefuseAFileThatIsNoText() throws IOException {
        final Path file = Files.write(directory.resolve("levels"), new byte[] {(byte) 0xff, '\n'});

        assertEquals(file + ": the file is no text in UTF-8", refusal(file));
    }

    @Test
    void shouldRefuseAFileThatIsTooLong() throws IOException {
        final Path file = Files.write(directory.resolve("levels"), new byte[64 * 1024 + 1]);

        assertEquals(file + ": the file is over 65536 bytes", refusal(file));
    }

    private static String refusal(final Path file) {
        final LogConfig log = new LogConfig(false, Map.of(), file);
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, log::levelsNow).getMessage());
    }

    private static GatewayConfig load(final Map<Property, String> flags) {
        return ConfigLoader.load(null, Map.of(), flags).config();
    }
}
