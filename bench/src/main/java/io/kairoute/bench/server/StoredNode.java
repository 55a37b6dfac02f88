package io.kairoute.bench.server;

import io.kairoute.gateway.config.ConfigLoader;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.node.serve.NodeSetup;
import io.kairoute.router.snapshot.TenantDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * A whole node over a data directory, with its control log and its decision log: {@code StoredNode DIRECTORY TABLE LOOPS}.
 *
 * <p>Answers {@code heap} with the bytes of heap that are in use after a collection; {@code beside} with those of the process that no
 * file stands behind, less what the heap has; {@code admin} with the admin listener's port.
 */
public final class StoredNode {
    private static final long KIB = 1_024;

    private StoredNode() {}

    /** Runs until its input ends. */
    public static void main(final String[] arguments) throws IOException {
        final Map<Property, String> flags = new EnumMap<>(Property.class);
        flags.put(Property.DATA_DIR, arguments[0]);
        flags.put(Property.TABLES, TenantDirectory.DEFAULT_TENANT + "=" + arguments[1]);
        flags.put(Property.EVENT_LOOPS, arguments[2]);
        flags.put(Property.ROUTE_PORT, "0");
        flags.put(Property.ADMIN_PORT, "0");
        // Under saturation neither the server's own deadline nor the guard against overload may take decisions away.
        flags.put(Property.ROUTE_TURN_BUDGET, "1s");
        flags.put(Property.ROUTE_SERVER_DEADLINE, "10s");
        flags.put(Property.STOP_GRACE, "0s");
        try (Node node = NodeSetup.of(ConfigLoader.load(null, Map.of(), flags).config(), "kairoute bench", note -> {})
                .start()) {
            node.awaitSegments();
            Console.serve(node.routePort(), line -> answer(node, line));
        }
    }

    private static String answer(final Node node, final String line) {
        return switch (line) {
            case "heap" -> Long.toString(heapInUse());
            case "beside" -> Long.toString(anonymousBytes() - committedHeap());
            default -> Integer.toString(node.adminPort());
        };
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long committedHeap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    }

    // As the kernel counts it for a limit, without pages of files, which it takes back.
    private static long anonymousBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                            .filter(line -> line.startsWith("RssAnon:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .findFirst()
                            .orElseThrow()
                    * KIB;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
