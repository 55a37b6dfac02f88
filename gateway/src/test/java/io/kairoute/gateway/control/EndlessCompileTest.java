package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.control.v1.PublishTableResponse;
import io.kairoute.gateway.observe.PublishMeter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A publish whose table is never compiled: its check asks for the date of a clock that does not answer. */
class EndlessCompileTest {
    private static final long DEADLINE_MS = TimeUnit.NANOSECONDS.toMillis(CompileLanes.DEADLINE_NS);

    @TempDir
    private Path directory = Path.of("");

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(1);
    private final PublishMeter meter = new PublishMeter();
    private SteppedPlane node;

    @BeforeEach
    void start() {
        node = new SteppedPlane(directory);
    }

    @AfterEach
    void stop() {
        held.countDown();
        node.close();
    }

    @Test
    void shouldRefuseThePublishAtItsDeadlineCountItAndTakeTheNext() throws Exception {
        final TablePublisher publisher =
                new TablePublisher(node.plane().work(), new PublishLook(new Approvals(0)), meter, () -> {
                    asked.countDown();
                    awaitHeld();
                    return node.loop().clock().instant();
                });
        final CompletableFuture<PublishTableResponse> publish = publisher.publish(
                SteppedPlane.ANN,
                PublishTableRequest.newBuilder()
                        .setDocument(ControlTables.withPriority(71))
                        .setBaseRevision(0)
                        .setAcceptWarnings(true)
                        .setReason("never done")
                        .build());
        node.loop().step();
        asked.await();

        node.loop().tick(DEADLINE_MS);

        final CompletionException refused = assertThrows(CompletionException.class, publish::join);
        assertEquals(
                "COMPILE_TIMEOUT",
                assertInstanceOf(ControlRefusal.class, refused.getCause())
                        .refusal()
                        .reason());
        assertTrue(shown().contains("kairoute_publishes_total{outcome=\"compile_timeout\"} 1.0"), this::shown);
        node.publishTable();
        assertEquals(
                1L, (long) node.work(tenant -> tenant.revisions().needCurrent().number()));
    }

    private String shown() {
        final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meter.bindTo(registry);
        return registry.scrape();
    }

    private void awaitHeld() {
        while (held.getCount() > 0) {
            try {
                held.await();
            } catch (final InterruptedException e) {
                // It goes on.
            }
        }
    }
}
