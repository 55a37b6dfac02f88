package io.kairoute.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Undo takes back the step that it stands beside, and nothing that was done since. */
@Tag("browser")
class TakingBackTest {
    @TempDir
    private static Path directory = Path.of("");

    private static ConsoleNode node;

    @BeforeAll
    static void start() {
        node = ConsoleNode.start(directory).withContacts(10);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void shouldTakeBackTheFirstOfTwoExtensionsAndKeepTheSecond() {
        final Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(7_200);
        node.control("liveOccasions", """
                {"live_occasion":{"id":"moved","occasion":"outage","regions":["US-FL"],"expire_time":"%s","reason":"a test"}}""".formatted(end));
        try (Visit visit = Visit.of(node).at("/live")) {
            visit.button("+30 min: Extend Service outage by 30 min").click();
            final Locator first =
                    visit.page().locator(".toast").filter(new Locator.FilterOptions().setHasText("30 min longer"));
            first.waitFor();
            awaitEnd(end.plusSeconds(1_800));
            assertThat(visit.page().locator(".live-table")).containsText("2 h 2");
            visit.button("+1 h: Extend Service outage by 1 h").click();
            awaitEnd(end.plusSeconds(5_400));

            first.locator("button").click();

            awaitEnd(end.plusSeconds(3_600));
        }
    }

    @Test
    void shouldHoldAQueueAgainAsItWasHeldBefore() {
        override("billing", "SURGE", 3_600);
        try (Visit visit = Visit.of(node).at("/live")) {
            hold(visit, "billing");
            assertTrue(node.read("queues").contains("CLOSED"));

            visit.button("Undo").click();

            assertThat(visit.page().locator("k-live-view")).containsText("Surge");
            assertTrue(node.read("queues").contains("SURGE"));
        }
    }

    @Test
    void shouldTakeNothingBackThatAnotherHasChangedSince() {
        try (Visit visit = Visit.of(node).at("/live")) {
            hold(visit, "retention");
            override("retention", "SURGE", 5_400);

            visit.button("Undo").click();

            assertThat(visit.page().locator(".toasts")).containsText("nothing was taken back");
            assertTrue(node.read("queues").replaceAll("\\s", "").contains("SURGE"));
        }
    }

    private static void override(final String queue, final String kind, final int seconds) {
        node.control("queues/" + queue + ":override", """
                {"kind":"%s","expire_time":"%s","reason":"a test"}""".formatted(
                        kind, Instant.now().plusSeconds(seconds)));
    }

    /** Closes a queue by hand. */
    private static void hold(final Visit visit, final String queue) {
        visit.button("Hold a queue…").click();
        final Locator sheet = visit.page().locator("k-override-sheet dialog");
        sheet.locator("#queue").selectOption(queue);
        sheet.locator("input[name=kind]").nth(2).check();
        sheet.locator("#reason").fill("nobody is there");
        sheet.locator("button[type=submit]").click();
        visit.button("Undo").waitFor();
    }

    private static void awaitEnd(final Instant end) {
        final long untilNs = System.nanoTime() + 20_000_000_000L;
        String told = node.read("liveOccasions");
        while (!told.contains(end.toString())) {
            assertTrue(System.nanoTime() < untilNs, "ends at " + end + ": " + told);
            told = node.read("liveOccasions");
        }
    }
}
