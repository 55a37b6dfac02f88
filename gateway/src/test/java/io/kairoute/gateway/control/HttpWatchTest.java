package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.ExtendLiveOccasionRequest;
import io.kairoute.control.v1.LiveOccasion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Watches of live occasions as server-sent events, as a browser or curl has them. */
class HttpWatchTest extends OneNodeTest {
    private static final String PATH = "/v1/tenants/default/liveOccasions:watch";
    private static final int LARGE = 256;

    @Test
    void shouldTellWhatIsThereAndThenEachChange() throws Exception {
        declare("first");

        try (EventClient watch = EventClient.open(node.adminPort(), PATH, "")) {
            final EventClient.Event present = watch.next();
            declare("second");
            final EventClient.Event declared = watch.next();

            assertTrue(watch.head().contains("content-type: text/event-stream"), watch.head());
            assertTrue(present.data().contains("\"PRESENT\"") && present.data().contains("\"first\""), present.data());
            assertTrue(
                    declared.data().contains("\"DECLARED\"") && declared.data().contains("\"second\""),
                    declared.data());
        }
    }

    @Test
    void shouldGoOnBehindTheLastEventThatACallerWhoComesBackHasSeen() throws Exception {
        String seen;
        try (EventClient watch = EventClient.open(node.adminPort(), PATH, "")) {
            declare("first");
            seen = watch.next().id();
        }
        declare("second");

        try (EventClient watch = EventClient.open(node.adminPort(), PATH, seen)) {
            final EventClient.Event next = watch.next();

            assertEquals("", next.name());
            assertTrue(next.data().contains("\"DECLARED\"") && next.data().contains("\"second\""), next.data());
        }
    }

    @Test
    void shouldGoOnBehindTheLastEventThatWasSeenOverHttp2AsWell() throws Exception {
        final String seen;
        try (Http2EventClient watch = Http2EventClient.open(node.adminPort(), PATH, "")) {
            declare("first");
            final EventClient.Event first = watch.next();
            seen = first.id();
            assertTrue(first.data().contains("\"first\""), first.data());
        }
        declare("second");

        try (Http2EventClient watch = Http2EventClient.open(node.adminPort(), PATH, seen)) {
            final EventClient.Event next = watch.next();

            assertEquals("", next.name(), "it does not begin anew");
            assertTrue(next.data().contains("\"DECLARED\"") && next.data().contains("\"second\""), next.data());
        }
        try (Http2EventClient watch = Http2EventClient.open(node.adminPort(), PATH, "another-7")) {
            assertEquals("anew", watch.next().name());
        }
    }

    @Test
    void shouldAnswerACallerWhoComesBackBeforeAnythingHappens() throws Exception {
        String seen;
        try (EventClient watch = EventClient.open(node.adminPort(), PATH, "")) {
            declare("first");
            seen = watch.next().id();
        }

        try (EventClient watch = EventClient.open(node.adminPort(), PATH, seen)) {
            assertEquals(200, watch.status());
        }
    }

    @Test
    void shouldBeginAnewForACallerWhoComesBackWithAnEventOfAnotherStart() throws Exception {
        declare("first");

        try (EventClient watch = EventClient.open(node.adminPort(), PATH, "another-7")) {
            assertEquals("anew", watch.next().name());
            assertTrue(watch.next().data().contains("\"PRESENT\""));
        }
    }

    @Test
    void shouldTakeTheNextWatcherOnceThoseWhoFilledTheNodeHaveVanished() throws Exception {
        declare("first");
        final List<EventClient> watchers = new ArrayList<>();
        for (int i = 0; i < OccasionWatchers.MOST_OF_TENANT; i++) {
            final EventClient one = EventClient.open(node.adminPort(), PATH, "");
            assertTrue(one.next().data().contains("\"PRESENT\""));
            watchers.add(one);
        }
        assertEquals(429, status("*/*"));

        for (final EventClient one : watchers) {
            one.vanish();
        }

        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        String answer = "";
        while (!answer.contains("PRESENT") && System.nanoTime() < deadlineNs) {
            try (EventClient next = EventClient.open(node.adminPort(), PATH, "")) {
                answer = next.head().contains("200") ? next.next().data() : next.head();
            }
        }
        assertTrue(answer.contains("PRESENT"), answer);
        assertTrue(ended("RESET") >= OccasionWatchers.MOST_OF_TENANT, "each end is counted: " + ended("RESET"));
    }

    @Test
    void shouldTellASlowReaderTheNewestOnly() throws Exception {
        final int changes = 300;
        try (EventClient watch = EventClient.openNarrow(node.adminPort(), PATH)) {
            declareLarge("large");
            for (int i = 1; i <= changes; i++) {
                node.live()
                        .extendLiveOccasion(ExtendLiveOccasionRequest.newBuilder()
                                .setId("large")
                                .setExpireTime(
                                        Timestamps.fromMillis(System.currentTimeMillis() + 3_600_000 + i * 1_000L))
                                .build());
            }
            declare("last");

            int told = 0;
            EventClient.Event event = watch.next();
            while (!event.data().contains("\"last\"")) {
                told++;
                event = watch.next();
            }

            assertTrue(told > 0 && told < changes, "told of " + told + " changes of " + changes);
        }
    }

    @Test
    void shouldRefuseACallerWhoTakesNoEvents() throws Exception {
        assertEquals(406, status("application/json"));
        assertEquals(406, status("text/event-stream;q=0"));
        assertEquals(0, ended("RESET"));
    }

    @Test
    void shouldKeepNoPlaceForAWatchThatIsRefused() throws Exception {
        for (int i = 0; i < 40; i++) {
            final HttpResponse<String> refused = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(uri("/v1/tenants/nobody/liveOccasions:watch"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(404, refused.statusCode(), refused.body());
            assertFalse(refused.body().contains("TOO_MANY"), refused.body());
        }
    }

    private double ended(final String cause) throws Exception {
        final String metrics = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri("/metrics")).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith("kairoute_admin_calls_ended_total{cause=\"" + cause + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private int status(final String accept) throws IOException {
        try (EventClient one = EventClient.openAccepting(node.adminPort(), PATH, accept)) {
            return one.status();
        }
    }

    private URI uri(final String path) {
        return URI.create("http://127.0.0.1:" + node.adminPort() + path);
    }

    private void declare(final String id) {
        declare(occasion(id));
    }

    private void declareLarge(final String id) {
        final LiveOccasion.Builder large = occasion(id);
        for (int i = 0; i < LARGE; i++) {
            large.addProducts(i + "p".repeat(200));
        }
        declare(large);
    }

    private void declare(final LiveOccasion.Builder occasion) {
        node.live()
                .declareLiveOccasion(DeclareLiveOccasionRequest.newBuilder()
                        .setLiveOccasion(occasion)
                        .build());
    }

    private static LiveOccasion.Builder occasion(final String id) {
        return LiveOccasion.newBuilder()
                .setId(id)
                .setOccasion("outage")
                .addRegions("AU-VIC")
                .setReason("cable cut")
                .setExpireTime(Timestamps.fromMillis(System.currentTimeMillis() + 3_600_000));
    }
}
