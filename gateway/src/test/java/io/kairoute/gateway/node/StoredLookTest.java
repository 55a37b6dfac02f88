package io.kairoute.gateway.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestCertificates;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.control.ControlTables;
import io.kairoute.gateway.observe.Figure;
import io.kairoute.gateway.observe.FigureSheet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node shows of what it has stored, in a scrape. */
class StoredLookTest {
    private static final Pattern LABEL = Pattern.compile("[{,]([a-z_]+)=\"");

    @TempDir
    private Path temp = Path.of("");

    @Test
    void shouldShowDiskLogsBuildReadinessAndClockFromTheFirstScrapeOn() {
        try (Node node = start(Map.of())) {
            final double free = metric(node, "kairoute_disk_free_bytes");
            assertTrue(free > 0 && free <= metric(node, "kairoute_disk_size_bytes"), () -> "free=" + free);
            assertEquals(1, metric(node, "kairoute_build_info"));
            assertEquals(1, metric(node, "kairoute_ready"));
            assertEquals(System.currentTimeMillis() / 1e3, metric(node, "kairoute_clock_seconds"), 30);
            assertEquals(0, metric(node, "kairoute_imports_running"));
            assertEquals(0, metric(node, "kairoute_revisions_refused"));
            assertEquals(3, metric(node, "kairoute_queue_states{state=\"none\",tenant=\"default\"}"));
            assertTrue(metric(node, "process_files_open_files") > 0);
            assertTrue(node.meters().scrape().contains("kairoute_decisions_bytes{tenant=\"default\"}"));
            assertFalse(
                    node.meters().scrape().contains("kairoute_certificate_left_seconds"), "it speaks in clear text");
        }
    }

    @Test
    void shouldShowWhenTheCertificatesOfAListenerEnd() throws Exception {
        final TestCertificates.Pem pem = TestCertificates.make(temp, "node");
        try (Node node = start(Map.of(
                Property.ADMIN_TLS_CERT,
                pem.cert().toString(),
                Property.ADMIN_TLS_KEY,
                pem.key().toString(),
                Property.ADMIN_TLS_CLIENT_CA,
                pem.cert().toString()))) {
            for (final String file : List.of("cert", "client_ca")) {
                final double left =
                        metric(node, "kairoute_certificate_left_seconds{file=\"" + file + "\",listener=\"admin\"}");
                assertEquals(30, left / TimeUnit.DAYS.toSeconds(1), 0.1, file);
            }
        }
    }

    @Test
    void shouldLabelItsFiguresByTenantsListenersAndItsOwnWordsAlone() {
        try (Node node = start(Map.of())) {
            final Set<String> labels = new TreeSet<>();
            for (final Figure figure : Figure.values()) {
                node.meters()
                        .scrape()
                        .lines()
                        .filter(line -> line.startsWith(figure.metric() + "{"))
                        .forEach(line -> {
                            final Matcher label = LABEL.matcher(line);
                            while (label.find()) {
                                labels.add(label.group(1));
                            }
                        });
            }

            assertEquals(Set.of("state", "switch", "tenant"), labels);
        }
    }

    @Test
    void shouldKeepWhatTheLookBeforeFoundWhereOneFails() {
        final List<FigureSheet> shown = new ArrayList<>();
        final FigureSheet found = new FigureSheet();
        RepeatedLook.open(() -> found, shown::add).close();

        RepeatedLook.open(
                        () -> {
                            throw new StackOverflowError("on purpose");
                        },
                        shown::add)
                .close();

        assertEquals(List.of(found), shown);
    }

    private static double metric(final Node node, final String name) {
        return node.meters()
                .scrape()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    private Node start(final Map<Property, String> over) {
        final Path data = temp.resolve("data");
        final Map<Property, String> properties = new EnumMap<>(Map.of(Property.DATA_DIR, data.toString()));
        properties.putAll(over);
        final GatewayConfig config = TestGateways.config(properties);
        return Node.of(
                        config,
                        new StoredContents(
                                config,
                                new DataOwner(data, "test", note -> {}),
                                Map.of("default", ControlTables.withPriority(70).getBytes(StandardCharsets.UTF_8))))
                .start();
    }
}
