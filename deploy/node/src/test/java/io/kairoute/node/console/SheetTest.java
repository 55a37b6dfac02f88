package io.kairoute.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is typed into a sheet is not lost, and is done as it was typed or not at all. */
@Tag("browser")
class SheetTest {
    /** Buttons whose spoken name does not hold the words that are seen on them. */
    private static final String NAMED_OTHERWISE = """
            () => [...document.querySelectorAll('main button[aria-label]')]
              .filter(button => button.firstChild?.textContent.trim() && !button.getAttribute('aria-label').includes(button.textContent.replace(/\\(.*/, '').trim()))
              .map(button => button.outerHTML)""";

    /** Has the page believe that the node's clock went on by two hours. */
    private static final String TWO_HOURS_ON = """
            () => {
              const { now } = document.querySelector('k-shell').app;
              Object.defineProperty(now, 'time', { get: () => Date.now() + 7200000 });
            }""";

    /** Far less than a call waits for its answer. */
    private static final double SOON_MS = 5_000;

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

    private static void hold(final String queue) {
        node.control(
                "queues/" + queue + ":override", """
                {"kind":"SURGE","expire_time":"%s","reason":"a rush"}""".formatted(Instant.now().plusSeconds(3_600)));
    }

    private static void letGo(final String queue) {
        node.control("queues/" + queue + ":clear", "{\"reason\":\"over\"}");
    }

    private static Locator opened(final Visit visit) {
        visit.button("Hold a queue…").click();
        final Locator sheet = visit.page().locator("k-override-sheet dialog");
        assertThat(sheet.locator("#reason")).isFocused();
        return sheet;
    }

    private static void choose(final Locator sheet, final String label) {
        sheet.locator("label.chip", new Locator.LocatorOptions().setHasText(label))
                .first()
                .click();
    }

    private static boolean isHeld(final String queue) {
        final String told = node.read("queues").replaceAll("\\s", "");
        final int at = told.indexOf("\"queue\":\"" + queue + "\"");
        final int next = told.indexOf("\"queue\":", at + 1);
        return told.substring(at, next < 0 ? told.length() : next).contains("\"override\"");
    }

    @Test
    void shouldNotTakeATimeThatIsOverForTomorrow() {
        try (Visit visit = Visit.of(node).at("/live")) {
            final Locator sheet = opened(visit);
            sheet.locator("#queue").selectOption("billing");
            choose(sheet, "Time…");
            sheet.locator("#reason").fill("too late");

            visit.page().evaluate(TWO_HOURS_ON);
            sheet.locator("button[type=submit]").click();

            assertThat(sheet.locator("k-until small")).containsText("is over");
            assertThat(sheet.locator("#reason")).hasValue("too late");
            assertFalse(isHeld("billing"));
        }
    }

    @Test
    void shouldKeepTheReasonWhenSomebodyGoesBack() {
        try (Visit visit = Visit.of(node).at("/now")) {
            visit.page().locator(".rail a[href='/live']").click();
            opened(visit).locator("#reason").fill("half a thought");

            visit.page().goBack();
            assertThat(visit.page().locator("main h1")).hasText("Now");
            visit.page().goForward();

            assertThat(opened(visit).locator("#reason")).hasValue("half a thought");
        }
    }

    @Test
    void shouldSayWhoseHoldANewOneTakesThePlaceOf() {
        try (Visit visit = Visit.of(node).at("/live")) {
            final String first = opened(visit).locator("#queue").inputValue();
            visit.page().keyboard().press("Escape");
            hold(first);
            assertThat(visit.page().locator("k-live-view")).containsText("a rush");

            final Locator sheet = opened(visit);

            assertTrue(!first.equals(sheet.locator("#queue").inputValue()), "a queue that nobody holds comes first");
            assertThat(sheet.getByText("takes the place of")).hasCount(0);
            sheet.locator("#queue").selectOption(first);
            assertThat(sheet.locator(".note")).containsText("Surge");
            assertThat(sheet.locator(".note")).containsText("a rush");
            letGo(first);
        }
    }

    @Test
    void shouldOpenAtOnceWhereTheNodeDoesNotAnswer() {
        try (Visit visit = Visit.of(node).at("/live")) {
            visit.page().locator(".switches").waitFor();
            visit.page().route("**/v1/**", route -> {
                // Never answered.
            });

            visit.button("Hold a queue…").click();

            assertThat(visit.page().locator("k-override-sheet dialog"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(SOON_MS));
        }
    }

    @Test
    void shouldDoARepeatedTryOnceWhereTheFirstAnswerWasLost() throws Exception {
        try (Visit visit = Visit.of(node).at("/live").excuse("ERR_FAILED")) {
            final AtomicInteger sent = new AtomicInteger();
            visit.page().route("**/queues/billing:override", route -> {
                if (sent.getAndIncrement() == 0) {
                    route.fetch();
                    route.abort();
                } else {
                    route.resume();
                }
            });
            final Locator sheet = opened(visit);
            sheet.locator("#queue").selectOption("billing");
            choose(sheet, "Closed");
            sheet.locator("#reason").fill("a pipe burst");
            sheet.locator("button[type=submit]").click();
            sheet.locator("[role=alert]").first().waitFor();
            assertTrue(isHeld("billing"));

            sheet.locator("button[type=submit]").click();

            assertThat(visit.page().locator(".toast")).containsText("is held");
            int held = 0;
            for (final JsonNode entry : new ObjectMapper()
                    .readTree(node.read("auditEntries?kind=queue_overridden"))
                    .path("entries")) {
                held += entry.path("reason").asText().equals("a pipe burst") ? 1 : 0;
            }
            assertEquals(1, held);
        } finally {
            letGo("billing");
        }
    }

    @Test
    void shouldMoveAnEndOnceForTwoPressesAndNotFromAnEndThatAnotherMoved() {
        final Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(7_200);
        node.control("liveOccasions", """
                {"live_occasion":{"id":"twice","occasion":"outage","regions":["US-FL"],"expire_time":"%s","reason":"a test"}}""".formatted(end));
        try (Visit visit = Visit.of(node).at("/live")) {
            final Page page = visit.page();
            final Locator longer = page.locator(".live-table button", new Page.LocatorOptions().setHasText("+30 min"));
            longer.waitFor();
            longer.evaluate("button => { button.click(); button.click(); }");
            assertThat(page.locator(".toast")).containsText("longer");
            assertThat(page.locator(".toast")).hasCount(1);
            assertTrue(
                    node.read("liveOccasions").contains(end.plusSeconds(1_800).toString()));

            page.evaluate(
                    "end => { document.querySelector('k-held-sheets').ask({ type: 'extend', by: 1800000, live: { id: 'twice', occasion: 'outage', expire_time: end } }); }",
                    end.toString());

            assertThat(page.locator(".toasts")).containsText("Somebody moved its end");
            assertTrue(
                    node.read("liveOccasions").contains(end.plusSeconds(1_800).toString()));
        } finally {
            node.control("liveOccasions/twice:resolve", "{\"reason\":\"over\"}");
        }
    }

    @Test
    void shouldNameEachButtonWithTheWordsThatAreSeenOnIt() {
        hold("retention");
        try (Visit visit = Visit.of(node)) {
            for (final String address : List.of("/live", "/handover")) {
                visit.at(address);
                visit.page().locator("main .row-actions button").first().waitFor();

                assertEquals(List.of(), visit.page().evaluate(NAMED_OTHERWISE), address);
            }
        } finally {
            letGo("retention");
        }
    }

    @Test
    void shouldSayThatNoContactNamedARegionThatSomebodyTyped() {
        try (Visit visit = Visit.of(node).at("/live")) {
            visit.button("Declare…").click();
            final Locator sheet = visit.page().locator("k-declare-sheet dialog");
            visit.page().locator("#occasion").selectOption("outage");
            visit.declare();

            sheet.getByLabel("More for: Regions").fill("not a region");
            sheet.getByLabel("More for: Regions").press("Enter");

            assertThat(sheet.locator("fieldset small", new Locator.LocatorOptions().setHasText("not a region")))
                    .containsText("No contact of the last minutes named");
        }
    }
}
