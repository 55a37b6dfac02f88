package io.kairoute.router.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.explain.Explanation;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.live.QueueOverride;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/ARCHITECTURE.md, compiled and run: a host that routes in its own process. */
class EmbeddedRoutingTest {
    private static final Path TABLE = Path.of("..", "deploy", "examples", "telecom", "table.yaml");
    private static final Instant NOON = Instant.parse("2026-11-24T17:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void shouldRouteInsideAHost() {
        try (EmbeddedRouting routing = EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON))) {
            final ContactRouter router = routing.newRouter();

            final RoutedContact routed = router.route(Contact.of("call-1")
                    .channel("VOICE")
                    .customerKey("crm:7590-VHVEG")
                    .intent("no_internet", 0.97));

            assertEquals("outage", routed.occasion());
            assertEquals("outage-desk", routed.queue());
            assertEquals("CLEAR", routed.band());
            assertEquals(List.of("UNKNOWN_CUSTOMER"), routed.fallbackCauses());
            assertTrue(routed.decisionId().startsWith("f1-"), routed::decisionId);
        }
    }

    @Test
    void shouldTellAHostWhyAContactWentWhereItWent() {
        try (EmbeddedRouting routing = EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON))) {
            final ContactRouter router = routing.newRouter();
            router.route(
                    Contact.of("call-3").channel("VOICE").intent("cancel", 0.97).alternative("outage", 0.9));

            final Explanation why = router.explain();

            assertTrue(why.alternatives().get(0).isTaker(), why::toString);
            assertTrue(
                    why.steps()
                            .contains(new Explanation.Step("queue", "general", "triage", "AMBIGUOUS", "cancellation")),
                    why::toString);
        }
    }

    @Test
    void shouldFollowWhatIsDeclaredLiveAcrossAPublish() {
        final long now = NOON.toEpochMilli();
        final LiveOccasion outage = new LiveOccasion(
                "storm", "outage", 10_000, List.of("US-PA"), List.of(), List.of(), List.of(), List.of(), now, now + 1);
        try (EmbeddedRouting routing = EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON))) {
            final ContactRouter router = routing.newRouter();
            final Contact contact = Contact.of("call-2").region("us-pa");
            final RoutedContact before = router.route(contact);

            routing.declare(
                    List.of(outage),
                    List.of(new QueueOverride(
                            "outage-desk", QueueOverride.Kind.REDIRECT, "outage-overflow", now, now + 1)));
            routing.publish(TABLE);
            final RoutedContact after = router.route(contact);

            assertEquals("NONE", before.band());
            assertEquals("outage", after.occasion());
            assertEquals("outage-overflow", after.queue());
            assertTrue(after.decisionId().startsWith("f2-"), after::decisionId);
        }
    }

    @Test
    void shouldRefuseATableWithErrorsAndNameThemAll() throws IOException {
        final Path broken = Files.writeString(directory.resolve("broken.yaml"), "table: x\nformat: 1\n");

        final IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> EmbeddedRouting.open(broken, directory.resolve("data"), InstantSource.fixed(NOON)));

        assertTrue(String.valueOf(refused.getMessage()).contains("occasions"), refused::getMessage);
        assertTrue(String.valueOf(refused.getMessage()).contains("defaults"), refused::getMessage);
    }

    @Test
    void shouldRefuseAContactOverALimit() {
        try (EmbeddedRouting routing = EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON))) {
            final ContactRouter router = routing.newRouter();

            final RefusedContactException refused =
                    assertThrows(RefusedContactException.class, () -> router.route(Contact.of("x".repeat(129))));

            assertTrue(String.valueOf(refused.getMessage()).contains("field=1"), refused::getMessage);
        }
    }
}
