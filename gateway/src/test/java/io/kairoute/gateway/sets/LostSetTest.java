package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.sets.SetActivation.Change;
import io.kairoute.routing.v1.RouteResponse;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A segment set that lost data is not served, and its customers are not called unknown. */
class LostSetTest extends OneCustomersNodeTest {
    @ParameterizedTest
    @ValueSource(strings = {"profiles.map", "manifest"})
    void shouldFlagThatSegmentsAreUnavailableWhereAFileIsCutOff(final String name) throws IOException {
        activateOne();
        node.close();
        final Path file = set().resolve(name);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(file) / 2);
        }
        node = CustomersNode.start(data);

        assertUnavailable(node.ask("crm:0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"profiles.map", "manifest"})
    void shouldFlagThatSegmentsAreUnavailableWhereAFileIsMissing(final String name) throws IOException {
        activateOne();
        node.close();
        Files.delete(set().resolve(name));
        node = CustomersNode.start(data);

        assertUnavailable(node.ask("crm:0"));
    }

    @Test
    void shouldCallNobodyUnavailableWhereNoSetWasEverImported() {
        final RouteResponse answer = node.ask("crm:0");

        assertFalse(answer.getFlagsList().contains("SEGMENT_UNAVAILABLE"), answer.toString());
    }

    private void activateOne() {
        final int number = TestSets.write(node.folder(), "v1", Instant.now().minusSeconds(60), 10, "gold");
        final var unused = node.segments().activation().activate(Change.once(OneTenant.ANN, "test"), number);
        assertEquals("gold", node.ask("crm:0").getTier());
    }

    private Path set() {
        return data.resolve("tenants")
                .resolve(CustomersNode.TENANT)
                .resolve("segments")
                .resolve("set-000001");
    }

    private static void assertUnavailable(final RouteResponse answer) {
        assertTrue(answer.getFlagsList().contains("SEGMENT_UNAVAILABLE"), answer.toString());
        assertFalse(answer.toString().contains("UNKNOWN_CUSTOMER"), answer.toString());
    }
}
