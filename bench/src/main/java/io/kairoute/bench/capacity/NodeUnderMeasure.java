package io.kairoute.bench.capacity;

import io.kairoute.bench.process.Child;
import io.kairoute.bench.process.JavaCommand;
import io.kairoute.bench.server.StoredNode;
import io.kairoute.ctl.outcome.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A node in a process of its own, all of it on the first core, whose heap lies in memory from the start.
 *
 * <p>Thread-confined: owned by a measurement.
 */
final class NodeUnderMeasure implements AutoCloseable {
    private static final int CORE = 0;
    private static final long NAP_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);

    private final Child child;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private NodeUnderMeasure(final Child child, final int port) {
        this.child = child;
        this.port = port;
    }

    static NodeUnderMeasure start(final Path directory, final Path table, final int loops) {
        final List<String> words = new JavaCommand(StoredNode.class)
                .onCore(CORE)
                .options("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch")
                .arguments(List.of(directory.toString(), table.toString(), Integer.toString(loops)))
                .words();
        final Child child = new Child("the node", words, null);
        final @Nullable String port = child.readLine();
        if (port == null) {
            child.close();
            throw new Refusal("The node did not start; its own words stand above.");
        }
        return new NodeUnderMeasure(child, Integer.parseInt(port));
    }

    int port() {
        return port;
    }

    double heapInUse() {
        return Double.parseDouble(child.ask("heap"));
    }

    double besideHeap() {
        return Double.parseDouble(child.ask("beside"));
    }

    /** Decisions that the log took, once none waits any more. */
    double logged() {
        final long giveUpNs = System.nanoTime() + PATIENCE_NS;
        while (metric("kairoute_decisions_waiting_bytes") > 0) {
            if (System.nanoTime() > giveUpNs) {
                throw new Refusal("The decision log does not come to its end.");
            }
            LockSupport.parkNanos(NAP_NS);
        }
        return metric("kairoute_decisions_logged_total");
    }

    private double metric(final String name) {
        final URI metrics = URI.create("http://127.0.0.1:" + child.ask("admin") + "/metrics");
        try {
            return http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                    .findFirst()
                    .orElseThrow(() -> new Refusal("The node has no metric " + name + "."));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the metrics were not waited for", e);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
