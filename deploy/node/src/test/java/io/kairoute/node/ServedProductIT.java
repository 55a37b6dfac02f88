package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.route.GrpcRouteCaller;
import io.kairoute.ctl.route.RouteCaller;
import io.kairoute.node.demo.DemoCustomersFile;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar, as people run it. */
final class ServedProductIT {
    private static final String TABLE = "../examples/telecom/table.yaml";
    private static final String MAPPING = "../examples/telecom/customers-mapping.yaml";
    private static final int CUSTOMERS = 5_000;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldTellItsVersionWithoutAWordFromTheJvm() throws Exception {
        final int code = ServerProcess.run(directory, "--version");

        assertEquals(0, code, read("run.err"));
        assertTrue(read("run.out").startsWith("kairoute "), read("run.out"));
        assertEquals("", read("run.err"));
    }

    @Test
    void shouldCarryEveryModulesFlagsAndLicencesInItsManifest() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("kairoute.jar", "target/kairoute.jar"))) {
            final Attributes manifest = jar.getManifest().getMainAttributes();
            assertEquals("io.kairoute.ctl.Kairoute", manifest.getValue("Main-Class"));
            assertEquals("true", manifest.getValue("Multi-Release"));
            assertTrue(manifest.getValue("Add-Opens").contains("java.base/jdk.internal.misc"));
            assertTrue(jar.getEntry("META-INF/LICENSE") != null);
            assertTrue(jar.stream().noneMatch(entry -> entry.getName().matches("META-INF/[^/]*\\.(SF|RSA|DSA)")));
            assertFalse(jar.stream().anyMatch(entry -> entry.getName().contains("chronicle-analytics")));
        }
    }

    @Test
    void shouldServeTheSameCustomersAfterItWasKilled() throws Exception {
        final Path data = importedData();
        final RouteRequest question = somebody();

        final RouteResponse before;
        try (ServerProcess server = serve(data)) {
            before = ask(server, question);
            server.kill();
        }
        final RouteResponse after;
        try (ServerProcess server = serve(data)) {
            after = ask(server, question);
        }

        assertEquals("CUSTOMER", before.getSegmentSource());
        assertEquals(
                before.toBuilder().clearSegmentAgeS().build(),
                after.toBuilder().clearSegmentAgeS().build());
        assertTrue(read("server.err").contains("did not stop cleanly"), read("server.err"));
    }

    @Test
    void shouldRefuseAnImportWhileAServerOwnsTheDirectory() throws Exception {
        final Path data = importedData();

        final int code;
        try (ServerProcess server = serve(data)) {
            code = importCustomers(data);
            assertEquals("CUSTOMER", ask(server, somebody()).getSegmentSource());
        }

        assertEquals(ExitCode.FAILED, code);
        assertTrue(read("run.err").contains("kairoute serve"), read("run.err"));
        assertEquals(1, read("run.err").lines().count(), read("run.err"));
    }

    @Test
    void shouldShowADayAndServeOn() throws Exception {
        try (ServerProcess demo = ServerProcess.start(
                directory,
                "demo",
                "--customers=2000",
                "--data-dir=" + directory.resolve("demo"),
                "--route-port=0",
                "--admin-port=0")) {
            final RouteResponse decision =
                    ask(demo, RouteRequest.newBuilder().setIntent("no_internet").build());

            assertEquals("outage-desk", decision.getQueue());
        }

        final String shown = Files.readString(onlyServerOut());
        for (final String expected : List.of(
                "The day, half an hour a column",
                "Stage one",
                "Stage two",
                "outage",
                "OCCASION_LOCK",
                "How fast",
                "Try next",
                "curl -s localhost:")) {
            assertTrue(shown.contains(expected), shown);
        }
        assertEquals(
                Files.readAllLines(directory.resolve("demo/demo/day.csv")).size(),
                Files.readAllLines(directory.resolve("demo/demo/decisions.csv")).size());
    }

    private Path importedData() throws IOException, InterruptedException {
        DemoCustomersFile.write(directory.resolve("customers.csv"), 1, CUSTOMERS, done -> {});
        final Path data = directory.resolve("data");
        assertEquals(0, importCustomers(data), read("run.err"));
        return data;
    }

    private int importCustomers(final Path data) throws IOException, InterruptedException {
        return ServerProcess.run(
                directory,
                "segments",
                "import",
                directory.resolve("customers.csv").toString(),
                "--mapping=" + MAPPING,
                "--data-dir=" + data);
    }

    private ServerProcess serve(final Path data) throws IOException {
        return ServerProcess.start(
                directory, "serve", "--data-dir=" + data, "--table=" + TABLE, "--route-port=0", "--admin-port=0");
    }

    private RouteRequest somebody() throws IOException {
        final String row =
                Files.readAllLines(directory.resolve("customers.csv")).get(17);
        return RouteRequest.newBuilder()
                .setContactId("c")
                .setCustomerKey("crm:" + row.substring(0, row.indexOf(',')))
                .setIntent("cancel")
                .build();
    }

    // The set opens beside the listeners; until it is there, decisions say so.
    private static RouteResponse ask(final ServerProcess server, final RouteRequest question) throws Exception {
        try (RouteCaller caller = new GrpcRouteCaller(server.target())) {
            RouteResponse decision = caller.route(question).get();
            final long deadlineNs = System.nanoTime() + 20_000_000_000L;
            while (decision.getFallbackCause().equals("SEGMENT_UNAVAILABLE") && System.nanoTime() < deadlineNs) {
                decision = caller.route(question).get();
            }
            return decision;
        }
    }

    private Path onlyServerOut() throws IOException {
        try (var files = Files.newDirectoryStream(directory, "server*.out")) {
            return files.iterator().next();
        }
    }

    private String read(final String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }
}
