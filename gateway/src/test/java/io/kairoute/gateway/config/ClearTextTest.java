package io.kairoute.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where keys and tokens cross a network that others may read. */
class ClearTextTest {
    private static final String EVERYWHERE = "0.0.0.0";

    @TempDir
    private Path directory;

    @Test
    void shouldNameEachListenerThatTakesKeysInClearTextFromOtherMachines() {
        assertEquals(
                List.of("route", "admin"),
                clearText(Map.of(Property.ROUTE_HOST, EVERYWHERE, Property.ADMIN_HOST, EVERYWHERE)));
        assertEquals(List.of("route"), clearText(Map.of(Property.ROUTE_HOST, EVERYWHERE)));
        assertEquals(List.of("admin"), clearText(Map.of(Property.ADMIN_HOST, EVERYWHERE)));
        assertEquals(
                List.of("admin"),
                clearText(Map.of(Property.OUTCOMES_HOST, EVERYWHERE, Property.OUTCOMES_PORT, "7402")));
        assertEquals(List.of(), clearText(Map.of(Property.OUTCOMES_HOST, EVERYWHERE)), "no port, no listener");
    }

    @Test
    void shouldNameNoListenerThatThisMachineAloneReaches() {
        assertEquals(List.of(), clearText(Map.of()));
    }

    @Test
    void shouldNameNoListenerThatSpeaksTls() throws Exception {
        final Path pem = Files.createFile(directory.resolve("gateway.pem"));

        assertEquals(
                List.of(),
                clearText(Map.of(
                        Property.ROUTE_HOST, EVERYWHERE,
                        Property.ROUTE_TLS_CERT, pem.toString(),
                        Property.ROUTE_TLS_KEY, pem.toString())));
    }

    /** Such a node has a warning of its own. */
    @Test
    void shouldNameNoListenerThatAsksForNoKeys() {
        final Map<Property, String> open =
                Map.of(Property.ROUTE_HOST, EVERYWHERE, Property.IDENTITY_ALLOW_OPEN, "true");

        assertEquals(List.of(), ConfigLoader.load(null, Map.of(), open).config().clearTextListeners());
    }

    private static List<String> clearText(final Map<Property, String> over) {
        final Map<Property, String> flags = new EnumMap<>(Map.of(Property.IDENTITY_CREDENTIALS, "credentials.yaml"));
        flags.putAll(over);
        return ConfigLoader.load(null, Map.of(), flags).config().clearTextListeners();
    }
}
