package io.kairoute.bench.capacity;

import io.kairoute.bench.process.Child;
import io.kairoute.bench.subject.Checkout;
import io.kairoute.bench.subject.Customers;
import io.kairoute.ctl.outcome.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Starts the product as its users do, and waits until it knows its customers. */
final class StartTime {
    private static final Pattern PORT = Pattern.compile("Routing on [^ ]*:([0-9]+),.*");
    private static final String QUESTION =
            "{\"contact_id\":\"start\",\"channel\":\"VOICE\",\"customer_key\":\"" + Customers.key(1) + "\"}";
    private static final double NS_PER_MS = 1e6;
    private static final long NAP_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private StartTime() {}

    /**
     * Refuses a checkout whose product was not built, or has no archive of classes to start from.
     *
     * @throws Refusal when it is not as it would be installed
     */
    static void check() {
        if (!Files.exists(Checkout.root().resolve("deploy/node/target/kairoute.jsa"))) {
            throw new Refusal(
                    "There is no archive of classes, and nobody would start a node without one: run deploy/kairoute"
                            + " archive first.");
        }
    }

    /** Milliseconds from the launcher's start on. */
    static double ms(final Path directory, final Path table) {
        final List<String> words = List.of(
                Checkout.root().resolve("deploy").resolve("kairoute").toString(),
                "serve",
                "--data-dir",
                directory.toString(),
                "--table",
                table.toString(),
                "--route-port",
                "0",
                "--admin-port",
                "0");
        final HttpClient http = HttpClient.newHttpClient();
        final long startedNs = System.nanoTime();
        try (Child node = new Child("the node", words, null)) {
            final URI route = URI.create("http://127.0.0.1:" + port(node) + "/v1/route");
            while (answer(http, route).contains("SEGMENT_UNAVAILABLE")) {
                LockSupport.parkNanos(NAP_NS);
            }
            final double ms = (System.nanoTime() - startedNs) / NS_PER_MS;
            node.stop();
            return ms;
        }
    }

    private static String port(final Child node) {
        for (@Nullable String line = node.readLine(); line != null; line = node.readLine()) {
            final Matcher said = PORT.matcher(line);
            if (said.matches()) {
                return said.group(1);
            }
        }
        throw new Refusal("The node did not start; its own words stand above.");
    }

    private static String answer(final HttpClient http, final URI route) {
        final HttpRequest question = HttpRequest.newBuilder(route)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(QUESTION))
                .build();
        try {
            return http.send(question, HttpResponse.BodyHandlers.ofString()).body();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the node was not waited for", e);
        }
    }
}
