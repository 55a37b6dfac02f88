package io.kairoute.node;

import io.kairoute.gateway.config.ConfigLoader;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.node.serve.NodeSetup;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Nodes that tests start in their own process: of one event loop, on free ports, over a folder for this test alone. */
final class TestNode {
    /** The table of the telecom operator, which nodes route by unless a test says another. */
    static final Path TABLE = Path.of("../examples/telecom/table.yaml");

    private TestNode() {}

    /** A node that keeps its state in {@code data} in there. */
    static Node start(final Path directory) {
        return start(directory, Map.of());
    }

    /** A node of which some properties are otherwise. */
    static Node start(final Path directory, final Map<Property, String> otherwise) {
        final Map<Property, String> flags = new EnumMap<>(Map.of(
                Property.ROUTE_PORT, "0",
                Property.ADMIN_PORT, "0",
                Property.EVENT_LOOPS, "1",
                Property.DATA_DIR, directory.resolve("data").toString(),
                Property.TABLES, table(TABLE)));
        flags.putAll(otherwise);
        return NodeSetup.of(ConfigLoader.load(null, Map.of(), flags).config(), "test", note -> {})
                .start();
    }

    /** A table file as {@code tables} has it. */
    static String table(final Path file) {
        return "default=" + file.toAbsolutePath();
    }
}
