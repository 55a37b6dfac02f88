package io.kairoute.node.console;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/** Many open consoles, as far as the node sees them: each reads the stream of what happens now. Thread-safe. */
final class Consoles implements AutoCloseable {
    private final List<Reader> readers = new ArrayList<>();

    /** Opens so many at a node. */
    Consoles(final HttpClient client, final int adminPort, final int count) {
        final HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + adminPort + "/v1/tenants/default/now:watch"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("accept", "text/event-stream")
                .build();
        for (int i = 0; i < count; i++) {
            final Reader reader = new Reader();
            readers.add(reader);
            final var unused = client.sendAsync(request, HttpResponse.BodyHandlers.fromLineSubscriber(reader));
        }
    }

    /** How many messages the one has that has fewest. */
    int fewest() {
        return readers.stream().mapToInt(reader -> reader.messages.get()).min().orElse(0);
    }

    /** The most bytes of a message. */
    int longest() {
        return readers.stream().mapToInt(reader -> reader.longest).max().orElse(0);
    }

    @Override
    public void close() {
        readers.forEach(Reader::close);
    }

    private static final class Reader implements Flow.Subscriber<String> {
        private final AtomicInteger messages = new AtomicInteger();
        private volatile int longest;
        private volatile boolean isClosed;
        private volatile Flow.Subscription subscription = new Flow.Subscription() {
            @Override
            public void request(final long count) {
                // Nothing comes yet.
            }

            @Override
            public void cancel() {
                // There is nothing yet.
            }
        };

        @Override
        public void onSubscribe(final Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
            if (isClosed) {
                given.cancel();
            }
        }

        @Override
        public void onNext(final String line) {
            if (line.startsWith("data:")) {
                longest = Math.max(longest, line.getBytes(StandardCharsets.UTF_8).length);
                messages.incrementAndGet();
            }
        }

        @Override
        public void onError(final Throwable fault) {
            // Whoever counts sees that no more come.
        }

        @Override
        public void onComplete() {
            // Whoever counts sees that no more come.
        }

        private void close() {
            isClosed = true;
            subscription.cancel();
        }
    }
}
