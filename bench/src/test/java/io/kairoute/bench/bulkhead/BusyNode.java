package io.kairoute.bench.bulkhead;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.bench.process.JavaCommand;
import io.kairoute.bench.subject.Checkout;
import io.kairoute.ctl.Kairoute;
import io.kairoute.ctl.connection.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A node of two tenants, {@code default} and {@code bank}, in a process of its own. Thread-safe. */
final class BusyNode implements AutoCloseable {
    /** The tenant that is busy. */
    static final String BANK = "bank";

    private static final Pattern ROUTE_PORT = Pattern.compile("Routing on \\S*:(\\d+)");
    private static final Pattern ADMIN_PORT = Pattern.compile("metrics\\S* on \\S*:(\\d+)");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LARGEST_ANSWER = 64 << 20;

    private final Process process;
    private final Path directory;
    private final Path out;
    private final HttpClient web =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private BusyNode(final Process process, final Path directory, final Path out) {
        this.process = process;
        this.directory = directory;
        this.out = out;
    }

    /** Starts a node whose data lies in a directory. */
    static BusyNode start(final Path directory) throws IOException {
        final Path table = Checkout.root().resolve("deploy/examples/telecom/table.yaml");
        final Path config = directory.resolve("node.yaml");
        Files.writeString(
                config,
                "tenants: [default, " + BANK + "]\ntables: {default: " + table + ", " + BANK + ": " + table + "}\n"
                        + "data_dir: " + directory.resolve("data") + "\n");
        final Path out = directory.resolve("node.out");
        final BusyNode node = new BusyNode(
                new ProcessBuilder(new JavaCommand(Kairoute.class)
                                .options("-Xmx3g")
                                .arguments(List.of(
                                        "serve",
                                        "--config",
                                        config.toString(),
                                        "--route-port",
                                        "0",
                                        "--admin-port",
                                        "0"))
                                .words())
                        .redirectOutput(out.toFile())
                        .redirectError(directory.resolve("node.err").toFile())
                        .start(),
                directory,
                out);
        node.awaitPort(ROUTE_PORT);
        return node;
    }

    /** The route listener. */
    Target route() {
        return new Target("127.0.0.1", awaitPort(ROUTE_PORT));
    }

    /** A new connection to the admin listener. */
    ManagedChannel admin() {
        return NettyChannelBuilder.forAddress("127.0.0.1", awaitPort(ADMIN_PORT))
                .usePlaintext()
                .maxInboundMessageSize(LARGEST_ANSWER)
                .build();
    }

    /** The sum of a counter over all lines that carry a label. */
    double counted(final String name, final String label) throws IOException, InterruptedException {
        final HttpResponse<Stream<String>> answer = web.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + awaitPort(ADMIN_PORT) + "/metrics"))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            return lines.filter(line -> line.startsWith(name + "{") && line.contains(label))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }

    /** What the busy tenant's decision log takes on the disk. */
    long logBytes() {
        final Path decisions = directory.resolve("data/tenants").resolve(BANK).resolve("decisions");
        try (Stream<Path> files = Files.exists(decisions) ? Files.walk(decisions) : Stream.of()) {
            return files.filter(Files::isRegularFile).mapToLong(BusyNode::size).sum();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static long size(final Path file) {
        try {
            return Files.size(file);
        } catch (final IOException e) {
            return 0; // deleted meanwhile
        }
    }

    // A process has no event for what it prints; its output is looked at until the line is there or the process is
    // gone.
    private int awaitPort(final Pattern pattern) {
        final long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < deadlineNs) {
                final Matcher matcher = pattern.matcher(Files.readString(out));
                if (matcher.find()) {
                    return Integer.parseInt(matcher.group(1));
                }
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
            throw new AssertionError("no line " + pattern + " in: " + Files.readString(out)
                    + Files.readString(directory.resolve("node.err")));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
