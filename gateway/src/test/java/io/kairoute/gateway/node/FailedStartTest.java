package io.kairoute.gateway.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.control.ControlTables;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.DataDirectory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedStartTest {
    private static final List<String> OPENINGS = List.of(
            "the data directory",
            "the control log",
            "the control plane",
            "the heads of the audit trail",
            "the decision log",
            "the reading back of decisions",
            "the archive of decisions",
            "the log of outcomes",
            "the opener of segment sets",
            "the segment sets of tenant default",
            "the boards of what happens now",
            "the meters",
            "the watch of files",
            "the callers",
            "the access log",
            "the spans",
            "the explain desk",
            "the event loops of the admin listener",
            "the event loops of the route listener",
            "the console",
            "the looks at what is stored");

    @TempDir
    private Path temp = Path.of("");

    @Test
    void shouldLeaveNothingWhicheverOpeningFails() throws Exception {
        final GatewayConfig config = config(Map.of());
        final List<String> openings = openings(config);
        assertEquals(OPENINGS, openings);

        for (final String failing : openings) {
            final Left left = new Left();
            final IllegalStateException injected = new IllegalStateException(failing);
            final Node node = new Node(config, contents(config), new Closing(opening -> {
                if (opening.equals(failing)) {
                    throw injected;
                }
            }));

            assertSame(injected, assertThrows(IllegalStateException.class, node::start));

            assertNothingLeft(node, left, failing);
            assertEquals(List.of(), List.of(injected.getSuppressed()), failing);
        }
    }

    @Test
    void shouldLeaveNothingWhenAPortIsTaken() throws Exception {
        for (final Property port : List.of(Property.ROUTE_PORT, Property.ADMIN_PORT)) {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                final GatewayConfig config = config(Map.of(port, Integer.toString(taken.getLocalPort())));
                final Left left = new Left();
                final Node node = Node.of(config, contents(config));

                assertThrows(StartException.class, node::start);

                assertNothingLeft(node, left, port.path());
            }
        }
    }

    @Test
    void shouldLeaveNothingWhenACertificateIsADirectory() throws Exception {
        final GatewayConfig config =
                config(Map.of(Property.ROUTE_TLS_CERT, temp.toString(), Property.ROUTE_TLS_KEY, temp.toString()));
        final Left left = new Left();
        final Node node = Node.of(config, contents(config));

        assertThrows(RuntimeException.class, node::start);

        assertNothingLeft(node, left, "certificate");
    }

    @Test
    void shouldLeaveNothingWhenTheFirstCallsThrowAnError() throws Exception {
        final GatewayConfig config = config(Map.of());
        final List<Integer> ports = new ArrayList<>();
        final Left left = new Left();
        final Node node =
                Node.of(config, opened -> contents(config).open(opened).beforeReady(started -> {
                    ports.addAll(List.of(started.routePort(), started.adminPort()));
                    throw new StackOverflowError("warm-up");
                }));

        assertThrows(StackOverflowError.class, node::start);

        assertNothingLeft(node, left, "first calls");
        for (final int port : ports) {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        }
    }

    @Test
    void shouldLeaveNothingWhenTheControlLogIsOfAnotherKey() throws Exception {
        final GatewayConfig config = config(Map.of());
        Node.of(config, contents(config)).start().close();
        final Path key = data().resolve(StoredContents.CONTROL_KEY);
        Files.delete(key);
        ChainKey.open(key, false);
        final Left left = new Left();
        final Node node = Node.of(config, contents(config));

        assertThrows(RuntimeException.class, node::start);

        assertNothingLeft(node, left, "key");
    }

    @Test
    void shouldLeaveTheDirectoryUnmarkedWhenSomethingInItIsNotClosed() throws Exception {
        final GatewayConfig config = config(Map.of());
        final Node node = Node.of(config, opened -> {
                    final Served served = contents(config).open(opened);
                    opened.open("what throws", () -> (AutoCloseable) () -> {
                        throw new IllegalStateException("not closed");
                    });
                    return served;
                })
                .start();

        final IllegalStateException told = assertThrows(IllegalStateException.class, node::close);

        assertEquals("parts_not_closed=[what throws]", told.getMessage());
        assertEquals(NodeState.CLOSED, node.state());
        try (DataDirectory again = DataDirectory.open(data(), "test", InstantSource.system())) {
            assertFalse(again.wasCleanlyClosed());
        }
    }

    private void assertNothingLeft(final Node node, final Left left, final String after) throws InterruptedException {
        assertEquals(NodeState.CLOSED, node.state(), after);
        left.assertNothing(after);
        Left.assertCleanlyClosed(data(), after);
    }

    /** What a start opens, by its names, in order. */
    private List<String> openings(final GatewayConfig config) {
        final List<String> names = new ArrayList<>();
        try (Node node = new Node(config, contents(config), new Closing(names::add))) {
            assertTrue(node.start().isReady());
        }
        return names;
    }

    private StoredContents contents(final GatewayConfig config) {
        return new StoredContents(
                config,
                new DataOwner(data(), "test", note -> {}),
                Map.of(
                        TenantDirectory.DEFAULT_TENANT,
                        ControlTables.withPriority(70).getBytes(StandardCharsets.UTF_8)));
    }

    private GatewayConfig config(final Map<Property, String> over) {
        final Map<Property, String> properties = new EnumMap<>(Map.of(
                Property.ROUTE_ACCESS_LOG,
                "on",
                Property.TRACING_ENDPOINT,
                "http://127.0.0.1:1",
                Property.DATA_DIR,
                data().toString()));
        properties.putAll(over);
        return TestGateways.config(properties);
    }

    private Path data() {
        return temp.resolve("data");
    }
}
