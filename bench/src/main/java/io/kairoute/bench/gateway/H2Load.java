package io.kairoute.bench.gateway;

import io.kairoute.bench.process.Child;
import io.kairoute.bench.process.Pinned;
import io.kairoute.ctl.outcome.Refusal;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Saturates a server with nghttp2's {@code h2load}, which costs its own core far less than any server does its.
 *
 * <p>Closed-loop: so many calls are always under way. It tells how much a server can do, not how long a call takes.
 */
public final class H2Load {
    private static final Pattern RATE = Pattern.compile("finished in [^,]+, ([0-9.]+) req/s.*");
    private static final Pattern REQUESTS =
            Pattern.compile("requests: (\\d+) total.* (\\d+) succeeded, (\\d+) failed, (\\d+) errored.*");
    private static final Pattern TRAFFIC = Pattern.compile("traffic: .* \\((\\d+)\\) data");
    private static final int CORE = 1;
    // A refusal has no message; the shortest decision is longer than this.
    private static final int LEAST_ANSWER_BYTES = 60;

    private final int connections;
    private final int callsPerConnection;

    /** Keeps so many calls under way on each of so many connections. */
    public H2Load(final int connections, final int callsPerConnection) {
        this.connections = connections;
        this.callsPerConnection = callsPerConnection;
    }

    /** Saturates one server; {@code warmupS} seconds are not counted, and {@code s} are. */
    public Saturation run(
            final String server, final int port, final Question question, final int warmupS, final int s) {
        final Path file = bodyFile(question.body());
        final List<String> words = new ArrayList<>(Pinned.to(CORE));
        words.addAll(List.of("h2load", "-t", "1", "-c", Integer.toString(connections)));
        if (question.isHttp2()) {
            words.addAll(List.of("-m", Integer.toString(callsPerConnection)));
        } else {
            words.add("--h1");
        }
        words.addAll(List.of("-D", Integer.toString(s), "--warm-up-time", Integer.toString(warmupS)));
        question.headers().forEach(header -> words.addAll(List.of("-H", header)));
        words.addAll(List.of("-d", file.toString(), "http://127.0.0.1:" + port + question.path()));
        try (Child child = new Child("h2load", words, null)) {
            return read(server, child, question.answers());
        } finally {
            delete(file);
        }
    }

    // Calls and rate are those of the main phase; h2load leaves its warm-up out of both.
    private static Saturation read(final String server, final Child child, final int messages) {
        long succeeded = -1;
        long failed = 0;
        double told = 0;
        long dataBytes = 0;
        for (@Nullable String line = child.readLine(); line != null; line = child.readLine()) {
            final Matcher requests = REQUESTS.matcher(line);
            if (requests.matches()) {
                succeeded = Long.parseLong(requests.group(2));
                failed = Long.parseLong(requests.group(3));
            }
            final Matcher rate = RATE.matcher(line);
            if (rate.matches()) {
                told = Double.parseDouble(rate.group(1));
            }
            final Matcher traffic = TRAFFIC.matcher(line);
            if (traffic.matches()) {
                dataBytes = Long.parseLong(traffic.group(1));
            }
        }
        if (child.await() != 0 || succeeded <= 0 || told <= 0) {
            throw new Refusal("h2load got no answers from " + server + ".");
        }
        if (dataBytes < succeeded * messages * LEAST_ANSWER_BYTES) {
            throw new Refusal(server + " refused calls under saturation: " + succeeded + " calls of " + messages
                    + " messages brought " + dataBytes + " bytes of answers.");
        }
        return new Saturation(server, told, failed, succeeded);
    }

    private static Path bodyFile(final Buffer body) {
        try {
            return Files.write(Files.createTempFile("kairoute-bench", ".frames"), body.getBytes());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(final Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
