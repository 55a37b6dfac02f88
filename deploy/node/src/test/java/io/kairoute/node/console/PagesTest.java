package io.kairoute.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each page in both themes: it loads without a complaint of the browser, breaks no rule of WCAG 2.2 AA, and has its picture in
 * {@code docs/console}, which {@code -Dkairoute.write.pages=true} takes anew.
 *
 * <p>The node has been up for seconds, so what the hour before it was like is made up; all else is the node's.
 */
@Tag("browser")
class PagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PICTURES = Path.of("..", "..", "docs", "console");
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final int MINUTES = 59;

    /** What there is to see, with what is on it once it is all there. */
    enum Shown {
        NOW("/now", ".queues tbody tr"),
        LIVE("/live", ".live-table tbody tr"),
        DECLARE("/live?declare=outage", "k-declare-sheet .chip"),
        WHY("/why?occasion=outage", ".found a"),
        HANDOVER("/handover", ".deviations tbody tr"),
        LOG("/log", ".chain .mark.ok"),
        WALL("/wall", ".wall-live li"),
        OUTAGE("/outage", ".cards li");

        private final String address;
        private final String awaited;

        Shown(final String address, final String awaited) {
            this.address = address;
            this.awaited = awaited;
        }

        private Visit visit(final ConsoleNode node) {
            return switch (this) {
                case WALL -> Visit.of(node, 1920, 1080, ColorScheme.LIGHT);
                case OUTAGE -> Visit.of(node, 360, 740, ColorScheme.LIGHT);
                default -> Visit.of(node);
            };
        }

        private Path picture(final ColorScheme scheme) {
            return PICTURES.resolve((name() + "-" + scheme.name()).toLowerCase(Locale.ROOT) + ".png");
        }
    }

    @TempDir
    private static Path directory = Path.of("");

    private static ConsoleNode node;
    private static ScheduledExecutorService contacts;

    @BeforeAll
    static void start() {
        node = ConsoleNode.start(directory);
        hold();
        // A node that begins with some entries has checked them.
        node.stop().startAgain();
        node.withContacts(240);
        report();
        contacts = Executors.newSingleThreadScheduledExecutor();
        final var unused = contacts.scheduleAtFixedRate(PagesTest::next, 500, 500, TimeUnit.MILLISECONDS);
    }

    private static void hold() {
        final Instant now = Instant.now();
        node.control("liveOccasions", """
                {"live_occasion":{"id":"cable-812","occasion":"outage","regions":["US-FL","US-GA"],"expire_time":"%s",
                "reason":"cable cut, ticket 812"}}""".formatted(now.plusSeconds(7_800)));
        node.control("liveOccasions", """
                {"live_occasion":{"id":"bill-run","occasion":"billing-dispute","products":["internet"],"channels":["CHAT"],
                "expire_time":"%s","reason":"bills of October went out twice"}}""".formatted(now.plusSeconds(2_400)));
        node.control("queues/billing:override", """
                {"kind":"REDIRECT","redirect_to":"general","expire_time":"%s","reason":"half the team is ill"}""".formatted(now.plusSeconds(3_300)));
        node.control("queues/outage-desk:override", """
                {"kind":"SURGE","expire_time":"%s","reason":"200 waiting"}""".formatted(now.plusSeconds(1_500)));
        node.control("switches/experiments:set", """
                {"off":true,"expire_time":"%s","reason":"no trials while the cable is cut"}""".formatted(now.plusSeconds(10_000)));
        node.control("liveOccasions/bill-run:extend", """
                {"expire_time":"%s","reason":"still coming"}""".formatted(now.plusSeconds(4_200)));
        node.control("notes", """
                {"note":{"kind":"HANDOVER","title":"Handover from ben to carla","markdown":"quiet until noon"}}""");
    }

    private static void next() {
        node.withContacts(6);
        report();
    }

    private static void report() {
        node.control("queueStates:report", """
                {"states":[{"queue":"outage-desk","expected_wait_ms":"96000","depth":31,"available":2},
                {"queue":"internet-support","expected_wait_ms":"41000","depth":9,"available":4},
                {"queue":"general","expected_wait_ms":"185000","depth":44,"available":0},
                {"queue":"retention","expected_wait_ms":"12000","depth":1,"available":6},
                {"queue":"digital","expected_wait_ms":"300000","depth":57,"available":3}]}""");
    }

    @AfterAll
    static void stop() {
        contacts.shutdownNow();
        node.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldShowEveryPageToEverybody(final Shown shown) {
        try (Visit visit = shown.visit(node)) {
            final Page page = visit.page();
            page.route("**/rates:get", PagesTest::hourBefore);
            visit.at(shown.address);
            if (shown == Shown.WHY) {
                page.locator(".found a").first().click();
                page.locator(".ledger").waitFor();
            }
            page.locator(shown.awaited).first().waitFor();
            assertThat(page.locator(".state.error, .state.loading")).hasCount(0);

            page.mouse().move(0, 0);

            assertEquals(List.of(), violations(axe(page).withTags(RULES)), shown + " in light colours");
            picture(page, shown.picture(ColorScheme.LIGHT));
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));

            // Nothing but colours differs now.
            assertEquals(
                    List.of(), violations(axe(page).withRules(List.of("color-contrast"))), shown + " in dark ones");
            picture(page, shown.picture(ColorScheme.DARK));
        }
    }

    private static AxeBuilder axe(final Page page) {
        return new AxeBuilder(page).setLegacyMode(true);
    }

    private static List<String> violations(final AxeBuilder axe) {
        return axe.analyze().getViolations().stream()
                .flatMap(rule -> rule.getNodes().stream()
                        .map(found -> rule.getId() + ": " + found.getTarget() + " " + found.getFailureSummary()))
                .toList();
    }

    private static void picture(final Page page, final Path file) {
        try {
            if (Boolean.getBoolean("kairoute.write.pages")) {
                Files.createDirectories(PICTURES);
                Files.write(file, Picture.reduced(page.screenshot()));
            }
            assertTrue(Files.size(file) > 0, file + " is there");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers as the node would if it had been up for an hour: waves, and an outage that began twenty minutes ago. */
    private static void hourBefore(final Route route) {
        try {
            final ArrayNode series = JSON.createArrayNode();
            for (final JsonNode key : JSON.readTree(route.request().postData()).path("keys")) {
                if (key.path("kind").asText().equals("ALL")) {
                    series.add(line(key, 1_180, 500));
                } else {
                    final List<String> occasions = List.of(
                            "outage",
                            "slow-internet",
                            "billing-dispute",
                            "data-cap",
                            "cancellation",
                            "equipment",
                            "general");
                    for (int i = 0; i < occasions.size(); i++) {
                        final ObjectNode one =
                                JSON.createObjectNode().put("kind", "OCCASION").put("id", occasions.get(i));
                        series.add(line(one, 150 - 20 * i, i == 0 ? 420 : 0));
                    }
                }
            }
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(JSON.createObjectNode()
                            .put("step_s", 60)
                            .put("steps", MINUTES)
                            .set("series", series)
                            .toString()));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode line(final JsonNode key, final int usual, final int outage) {
        final ArrayNode counts = JSON.createArrayNode();
        for (int minute = 0; minute < MINUTES; minute++) {
            final double wave = 1 + 0.12 * Math.sin(minute / 7.0 + usual) + 0.05 * Math.sin(minute * 2.3 + usual);
            final int since = minute - (MINUTES - 20);
            counts.add((int) (usual * wave + (since < 0 ? 0 : outage * (1 - since / 40.0))));
        }
        final ObjectNode line = JSON.createObjectNode();
        line.set("key", key);
        line.set("counts", counts);
        return line;
    }
}
