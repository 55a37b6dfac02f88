package io.kairoute.gateway.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class PublishMeterTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final PublishMeter meter = new PublishMeter();

    @BeforeEach
    void bind() {
        meter.bindTo(registry);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @ParameterizedTest
    @EnumSource(PublishOutcome.class)
    void shouldCountAPublishUnderItsOutcomeAlone(final PublishOutcome counted) {
        meter.ended(counted);
        meter.ended(counted);

        for (final PublishOutcome outcome : PublishOutcome.values()) {
            assertShows("kairoute_publishes_total{outcome=\"%s\"} %s"
                    .formatted(outcome.label(), outcome == counted ? "2.0" : "0.0"));
        }
    }

    @Test
    void shouldGoOnCountingAfterACollection() {
        System.gc();

        meter.ended(PublishOutcome.FAILED);

        assertShows("kairoute_publishes_total{outcome=\"failed\"} 1.0");
    }

    @ParameterizedTest
    @EnumSource(
            value = PublishOutcome.class,
            mode = Mode.EXCLUDE,
            names = {"PUBLISHED", "REPEATED", "REFUSED", "FAILED"})
    void shouldCountARefusalUnderItsReason(final PublishOutcome outcome) {
        assertEquals(outcome, PublishOutcome.ofRefusal(outcome.name()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO_ROOM", "REQUEST_ID_REUSED", "", "PUBLISHED", "FAILED", "base_revision"})
    void shouldCountEveryOtherReasonAsRefused(final String reason) {
        assertEquals(PublishOutcome.REFUSED, PublishOutcome.ofRefusal(reason));
    }

    @Test
    void shouldPutATimeIntoEachBucketThatReachesIt() {
        meter.compiled(TimeUnit.MILLISECONDS.toNanos(5));
        meter.compiled(TimeUnit.MILLISECONDS.toNanos(5) + 1);
        meter.compiled(TimeUnit.SECONDS.toNanos(40));

        assertShows("kairoute_publish_compile_seconds_bucket{le=\"0.0025\"} 0");
        assertShows("kairoute_publish_compile_seconds_bucket{le=\"0.005\"} 1");
        assertShows("kairoute_publish_compile_seconds_bucket{le=\"0.01\"} 2");
        assertShows("kairoute_publish_compile_seconds_bucket{le=\"30.0\"} 2");
        assertShows("kairoute_publish_compile_seconds_bucket{le=\"+Inf\"} 3");
        assertShows("kairoute_publish_compile_seconds_count 3");
        assertShows("kairoute_control_log_append_seconds_count 0");
    }

    @Test
    void shouldAddUpWhatAppendsTook() {
        meter.appended(TimeUnit.MILLISECONDS.toNanos(250));
        meter.appended(TimeUnit.MILLISECONDS.toNanos(500));

        assertShows("kairoute_control_log_append_seconds_sum 0.75");
        assertShows("kairoute_control_log_append_seconds_count 2");
    }

    @Test
    void shouldTellChangesThatWereNotWrittenFromThoseOfWhichNobodyKnows() {
        assertShows("kairoute_control_log_append_failures_total{outcome=\"not_written\"} 0.0");

        meter.appendFailed(false);
        meter.appendFailed(false);
        meter.appendFailed(true);

        assertShows("kairoute_control_log_append_failures_total{outcome=\"not_written\"} 2.0");
        assertShows("kairoute_control_log_append_failures_total{outcome=\"unknown\"} 1.0");
    }

    private void assertShows(final String line) {
        final List<String> lines = registry.scrape().lines().toList();
        assertTrue(lines.contains(line), () -> line + " is not in\n" + String.join("\n", lines));
    }
}
