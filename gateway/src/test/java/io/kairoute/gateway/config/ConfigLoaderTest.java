package io.kairoute.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
    @TempDir
    Path dir;

    @Test
    void shouldListenOnLoopbackByDefault() {
        final GatewayConfig config = ConfigLoader.load(null, Map.of(), Map.of()).config();

        assertEquals(new Address("127.0.0.1", 7400, true), config.route().address());
        assertEquals(new Address("127.0.0.1", 7401, true), config.admin().address());
        assertEquals(50, config.route().serverDeadlineMs());
        assertTrue(config.route().isClientTimestampTrusted());
        assertEquals(List.of("default"), config.tenants());
    }

    @Test
    void shouldLayFlagsOverEnvironmentOverFile() throws IOException {
        final Path file = write("event_loops: 2\nroute: {port: 1, server_deadline: 20ms}\nadmin: {port: 2}\n");

        final LoadedConfig loaded = ConfigLoader.load(
                file, Map.of("KAIROUTE_ROUTE_PORT", "3", "KAIROUTE_ADMIN_PORT", "4"), Map.of(Property.ADMIN_PORT, "5"));

        assertEquals(2, loaded.config().eventLoops());
        assertEquals(20, loaded.config().route().serverDeadlineMs());
        assertEquals(3, loaded.config().route().address().port());
        assertEquals(5, loaded.config().admin().address().port());
        assertTrue(loaded.effective().contains("route.port = 3   (KAIROUTE_ROUTE_PORT)"), loaded.toString());
        assertTrue(loaded.effective().contains("event_loops = 2   (" + file + ":1:1)"), loaded.toString());
        assertTrue(loaded.effective().contains("route.host = 127.0.0.1   (default)"), loaded.toString());
    }

    @Test
    void shouldNotTrustClientTimestampsOffLoopback() {
        final LoadedConfig loaded = ConfigLoader.load(
                null, Map.of("KAIROUTE_ROUTE_HOST", "0.0.0.0", "KAIROUTE_IDENTITY_ALLOW_OPEN", "true"), Map.of());

        assertFalse(loaded.config().route().isClientTimestampTrusted());
    }

    @Test
    void shouldNotServeEverybodyOffLoopbackUnlessTold() {
        final ConfigException refused = assertThrows(
                ConfigException.class,
                () -> ConfigLoader.load(null, Map.of("KAIROUTE_ADMIN_HOST", "0.0.0.0"), Map.of()));

        assertEquals(
                "KAIROUTE_ADMIN_HOST: admin.host=0.0.0.0 is reached from other machines and nobody would be asked for"
                        + " credentials; set identity.credentials, or identity.allow_open=true to serve everybody",
                refused.getMessage());
    }

    @Test
    void shouldReadListsAndMaps() throws IOException {
        final Path file = write("tenants: [telecom, bank]\ntables:\n  telecom: /a/t.yaml\n  bank: b.yaml\n");

        final GatewayConfig config = ConfigLoader.load(file, Map.of(), Map.of()).config();

        assertEquals(List.of("telecom", "bank"), config.tenants());
        assertEquals(Map.of("telecom", Path.of("/a/t.yaml"), "bank", Path.of("b.yaml")), config.tables());
    }

    @Test
    void shouldTakeAnEmptyFileAsAllDefaults() throws IOException {
        assertEquals(
                7400,
                ConfigLoader.load(write(""), Map.of(), Map.of())
                        .config()
                        .route()
                        .address()
                        .port());
    }

    @Test
    void shouldNameVariablesThatMeanNothing() {
        final LoadedConfig loaded =
                ConfigLoader.load(null, Map.of("KAIROUTE_ROUT_PORT", "1", "PATH", "/bin"), Map.of());

        assertEquals(List.of("KAIROUTE_ROUT_PORT"), loaded.unknownEnvironment());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'rout: {port: 1}'                   | 1:1: unknown key rout",
                "'route:\n  prot: 1'                 | 2:3: unknown key route.prot",
                "'route: {port: 1, port: 2}'         | 1:18: route.port is given twice",
                "'route: 7'                          | 1:8: route must be a map",
                "'route: {port: [1]}'                | 1:15: route.port must be one value",
                "'route: {port: many}'               | 1:9: route.port=many is not a whole number",
                "'route: {port: 65536}'              | 1:9: route.port=65536 is not within 0 to 65535",
                "'route: {server_deadline: 50}'      | is not a duration such as 50ms, 2s, 5m or 1h",
                "'route: {server_deadline: 11s}'     | 1:9: route.server_deadline=11000 is not within 1 to 10000",
                "'route: {host: no such host}'       | route.host=no such host is no address of this machine",
                "'route: {tls: {cert: /no/file}}'    | route.tls.key is missing beside route.tls.cert",
                "'tenants: [a, a]'                   | 1:1: tenants names an id twice or an empty one",
                "'tables: {x: f}'                    | 1:1: tables names the tenant x, which tenants does not",
                "'route: {port: 1'                   | a map that begins with { is never closed",
                "'[1, 2]'                            | 1:1: the file must be a map of properties",
            })
    void shouldSayWhereAndWhatIsWrong(final String yaml, final String sentence) throws IOException {
        final Path file = write(yaml);

        final ConfigException refused =
                assertThrows(ConfigException.class, () -> ConfigLoader.load(file, Map.of(), Map.of()));

        assertTrue(String.valueOf(refused.getMessage()).contains(sentence), refused.getMessage());
        assertTrue(String.valueOf(refused.getMessage()).startsWith(file + ":"), refused.getMessage());
        assertEquals(1, String.valueOf(refused.getMessage()).lines().count());
    }

    @Test
    void shouldBlameTheVariableThatIsWrong() {
        final ConfigException refused = assertThrows(
                ConfigException.class, () -> ConfigLoader.load(null, Map.of("KAIROUTE_EVENT_LOOPS", "1000"), Map.of()));

        assertEquals("KAIROUTE_EVENT_LOOPS: event_loops=1000 is not within 1 to 256", refused.getMessage());
    }

    @Test
    void shouldSayThatAFileIsMissing() {
        final ConfigException refused = assertThrows(
                ConfigException.class, () -> ConfigLoader.load(dir.resolve("none.yaml"), Map.of(), Map.of()));

        assertEquals(dir.resolve("none.yaml") + ": no such file", refused.getMessage());
    }

    @Test
    void shouldGiveEachPropertyAVariableOfItsOwn() {
        final long names = Arrays.stream(Property.values())
                .map(Property::environmentName)
                .distinct()
                .count();

        assertEquals(Property.values().length, names);
    }

    private Path write(final String yaml) throws IOException {
        return Files.writeString(dir.resolve("kairoute.yaml"), yaml);
    }
}
