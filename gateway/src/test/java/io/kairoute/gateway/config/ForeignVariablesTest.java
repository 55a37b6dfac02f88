package io.kairoute.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignVariablesTest {
    @ParameterizedTest
    @CsvSource({
        "KAIROUTE_ROUTE_PORT,               tcp://10.96.12.7:7400",
        "KAIROUTE_ADMIN_PORT,               tcp://10.96.12.7:7401",
        "KAIROUTE_ROUTE_PORT,               udp://[fd00::7]:7400",
        "KAIROUTE_PORT,                     tcp://10.96.12.7:7400",
        "KAIROUTE_ROUTE_SERVICE_HOST,       10.96.12.7",
        "KAIROUTE_ROUTE_SERVICE_PORT,       7400",
        "KAIROUTE_ROUTE_SERVICE_PORT_GRPC,  7400",
        "KAIROUTE_ROUTE_PORT_7400_TCP,      tcp://10.96.12.7:7400",
        "KAIROUTE_ROUTE_PORT_7400_TCP_PROTO, tcp",
        "KAIROUTE_ROUTE_PORT_7400_TCP_PORT, 7400",
        "KAIROUTE_ROUTE_PORT_7400_TCP_ADDR, 10.96.12.7",
        "KAIROUTE_SERVICE_HOST,             10.96.12.7"
    })
    void shouldTellWhatAPlatformSetsFromASetting(final String name, final String value) {
        final LoadedConfig loaded = ConfigLoader.load(null, Map.of(name, value), Map.of());

        assertEquals(List.of(), loaded.unknownEnvironment());
        assertEquals(7400, loaded.config().route().address().port());
        assertEquals(7401, loaded.config().admin().address().port());
    }

    @Test
    void shouldTakeASettingAsBefore() {
        final LoadedConfig loaded = ConfigLoader.load(null, Map.of("KAIROUTE_ROUTE_PORT", "7500"), Map.of());

        assertEquals(7500, loaded.config().route().address().port());
    }

    @ParameterizedTest
    @CsvSource({"KAIROUTE_ROUTE_PROT, 7400", "KAIROUTE_ROUTE_PORTS, tcp://10.0.0.1:1", "KAIROUTE_SERVICE, x"})
    void shouldNameAVariableThatNobodySets(final String name, final String value) {
        assertEquals(
                List.of(name),
                ConfigLoader.load(null, Map.of(name, value), Map.of()).unknownEnvironment());
    }

    @Test
    void shouldRefuseAPortThatIsNone() {
        assertThrows(
                ConfigException.class,
                () -> ConfigLoader.load(null, Map.of("KAIROUTE_ROUTE_PORT", "http://x"), Map.of()));
    }
}
