package io.kairoute.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A logged decision is told as it was made, and what would have moved it is found by trying. */
@Tag("browser")
class WhyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Words of the API and the table that nobody says. */
    private static final Pattern CODE =
            Pattern.compile("\\d ms\\b|\\d bp\\b|wait_over|depth_over|no_agents|sla_ms|preferred_wait|ambiguous_at");

    @TempDir
    private static Path directory = Path.of("");

    private static ConsoleNode node;

    @BeforeAll
    static void start() {
        node = ConsoleNode.start(directory).withContacts(40);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void shouldTellALoggedDecisionFieldByFieldAndSayThatItCameOutTheSame() throws Exception {
        try (Visit visit = Visit.of(node).at("/why")) {
            final Locator first = visit.page().locator(".found a").first();
            final String address = String.valueOf(first.getAttribute("href"));
            first.click();

            assertThat(visit.page().getByText("Same as logged, byte for byte")).isVisible();
            final String id = address.replaceAll(".*decision=([^&]+).*", "$1");
            final Map<String, String> expected = folded(JSON.readTree(node.read("decisions/" + id + ":explain")));
            assertEquals(expected.get("priority"), outcome(visit, "Priority"));
            assertEquals(expected.get("effort"), outcome(visit, "Effort"));
            assertEquals(
                    expected.size(), visit.page().locator(".ledger tbody tr").count());
        }
    }

    @Test
    void shouldKeepWhatWasSearchedForAndOpenTheOnlyHit() throws Exception {
        final String id = JSON.readTree(node.control("decisions:list", "{\"filter\":{\"contact_id\":\"c-7\"}}"))
                .at("/decisions/0/decision/decision_id")
                .asText();
        try (Visit visit = Visit.of(node).at("/why")) {
            for (final String searched : List.of("c-7", id)) {
                final Locator field = visit.page().locator("#search");
                visit.page().locator(".found a").nth(5).waitFor();
                field.fill(searched);
                field.press("Enter");

                assertThat(visit.page().locator(".answer")).containsText(id);
                assertThat(visit.page().locator(".found a")).hasCount(1);
                assertThat(field).hasValue(searched);
                assertThat(visit.page().locator(".filters .chip")).containsText(searched);
                final String address = visit.page().url();
                assertTrue(address.contains("=" + searched), address);

                visit.page().reload();
                assertThat(visit.page().locator(".answer")).containsText(id);
                assertThat(field).hasValue(searched);

                visit.page().goBack();
                assertThat(visit.page().locator(".found a").nth(5)).isVisible();
                assertThat(visit.page().locator(".answer")).isHidden();
                assertThat(field).hasValue("");
            }
        }
    }

    @Test
    void shouldDropWhatWasSearchedFor() {
        try (Visit visit = Visit.of(node).at("/why?contact=nobody")) {
            assertThat(visit.page().getByText("No decision fits.")).isVisible();
            assertThat(visit.page().locator(".state.empty")).containsText("What the filter leaves");

            visit.button("Drop the filter Contact").click();

            assertThat(visit.page().locator(".found a").first()).isVisible();
            assertThat(visit.page().locator("#search")).hasValue("");
        }
    }

    @Test
    void shouldMoveAContactByOneChange() {
        try (Visit visit = Visit.of(node).at("/why")) {
            visit.page()
                    .getByLabel("Intent", new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true))
                    .fill("no_internet");
            visit.button("Try it").click();
            assertThat(visit.page().locator("[data-answer]")).containsText("Outage desk");

            visit.page()
                    .getByLabel("Intent", new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true))
                    .fill("overcharge");
            visit.button("Try it").click();

            assertThat(visit.page().locator("[data-answer]")).not().containsText("Outage desk");
            assertThat(visit.page().locator(".ledger .differs").first()).containsText("was Outage");
        }
    }

    @Test
    void shouldKeepTheCustomerInAWhatIfAndTheWhatIfInTheAddress() throws Exception {
        final JsonNode logged = JSON.readTree(node.control("decisions:list", "{\"page_size\":40}"))
                .path("decisions")
                .valueStream()
                .filter(one -> one.at("/decision/segment_source").asText().equals("CUSTOMER")
                        && one.at("/request/intent").asText().equals("overcharge"))
                .findFirst()
                .orElseThrow();
        final String tier = tierName(logged.at("/decision/tier").asText());
        final String address =
                "/why?decision=" + logged.at("/decision/decision_id").asText() + "&at="
                        + logged.path("time").asText();
        try (Visit visit = Visit.of(node).at(address)) {
            assertThat(visit.page().getByText("Same as logged, byte for byte")).isVisible();
            visit.page()
                    .getByLabel("Intent", new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true))
                    .fill("no_internet");
            visit.button("Try it").click();

            assertThat(visit.page().getByText("Tried for the same customer")).isVisible();
            assertThat(visit.page().locator(".station.two").first()).containsText(tier);
            assertThat(visit.page().locator(".station.two").first()).containsText("found by the customer's key");
            assertThat(visit.page().locator("[data-answer]")).containsText("Outage desk");
            assertThat(visit.page().locator(".ledger .differs").first())
                    .containsText("was " + name(logged.at("/decision/queue").asText()));
            final String answer = visit.page().locator(".answer").innerText();
            final String url = visit.page().url();
            visit.page().reload();
            assertThat(visit.page().getByText("Tried for the same customer")).isVisible();
            assertEquals(answer, visit.page().locator(".answer").innerText());

            try (Visit other = visit.elsewhere().at(url.substring(url.indexOf("/why")))) {
                assertThat(other.page().getByText("Tried for the same customer"))
                        .isVisible();
                assertEquals(answer, other.page().locator(".answer").innerText());
            }
            visit.page().goBack();
            assertThat(visit.page().getByText("Same as logged, byte for byte")).isVisible();
        }
    }

    @Test
    void shouldShowWhatWasTriedTwiceAgainFromItsAddress() {
        try (Visit visit = Visit.of(node).at("/why")) {
            for (final String intent : List.of("no_internet", "overcharge")) {
                visit.page()
                        .getByLabel("Intent", new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true))
                        .fill(intent);
                visit.page().locator("#c-customer_key").fill("crm:secret-of-" + intent);
                visit.button("Try it").click();
                assertThat(visit.page().locator(".station").first()).containsText(intent);
            }
            assertThat(visit.page().locator(".ledger .differs").first()).containsText("was Outage");
            assertFalse(visit.page().url().contains("secret"), visit.page().url());

            visit.page().reload();

            assertThat(visit.page().locator(".ledger .differs").first()).containsText("was Outage");
            assertThat(visit.page().getByText("keys never stand in an address")).isVisible();
        }
    }

    @Test
    void shouldSpeakOfStepsInWordsOfPeople() {
        try (Visit visit = Visit.of(node).at("/why")) {
            final Map<String, String> spoken = Map.of(
                    "wait_over: 120000 ms", "when the wait is over 2 min",
                    "closed: true, depth_over: 150", "when the queue is closed, when more than 150 wait",
                    "the wait is 90000 ms", "the wait is 1 min 30 s",
                    "priority at most 90, SLA at most 60000 ms", "priority at most 90, SLA at most 1 min",
                    "sla_ms 60000 to 30000, priority 60 to 70", "Answer within 1 min → 30 s, Priority 60 → 70",
                    "tunable: priority, sla", "may be tuned: Priority and Answer within",
                    "dropped: below ambiguous_at, 5000 bp", "dropped: below what it takes to be ambiguous, 0.50");
            spoken.forEach((said, words) -> assertEquals(
                    words,
                    visit.page()
                            .evaluate(
                                    "async text => (await import(document.querySelector('script[type=module]').src.replace('main.js', 'text/said.js'))).said(text)",
                                    said)));

            visit.page().locator(".found a").first().click();
            visit.page().locator(".ledger").waitFor();

            final String told = visit.page().locator(".told").innerText();
            assertFalse(CODE.matcher(told).find(), told);
        }
    }

    @Test
    void shouldFindTheNearestChangesByTryingThem() throws Exception {
        try (Visit visit = Visit.of(node).at("/why")) {
            visit.page()
                    .getByLabel("Intent", new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true))
                    .fill("no_internet");
            visit.button("Try it").click();
            visit.page().locator(".ledger").waitFor();
            assertThat(visit.page().locator(".answer-foot")).not().containsText("evision 0");
            visit.button("Look for changes").click();
            assertThat(visit.page().getByText("single changes were tried; these move it"))
                    .isVisible();

            final Locator change = visit.page()
                    .locator(".nearest li")
                    .filter(new Locator.FilterOptions().setHasText("Intent "))
                    .first();
            final String intent = change.innerText().replaceAll("(?s).*Intent (\\w+):.*", "$1");
            final JsonNode tried =
                    JSON.readTree(node.control("tables/current:try", "{\"contact\":{\"intent\":\"" + intent + "\"}}"));
            final String queue = tried.path("decision").path("queue").asText();
            assertThat(change).hasText("Intent " + intent + ": to " + name(queue));
            change.locator("button").click();

            assertThat(visit.page().locator("[data-answer]")).containsText("It went to " + name(queue));
        }
    }

    private static String name(final String queue) throws Exception {
        return name("queues", queue);
    }

    private static String tierName(final String tier) throws Exception {
        return name("tiers", tier);
    }

    private static String name(final String kind, final String id) throws Exception {
        for (final JsonNode one : JSON.readTree(node.read("tableNames")).path(kind)) {
            if (one.path("id").asText().equals(id)) {
                return one.path("name").asText();
            }
        }
        throw new AssertionError("the table has none of these " + kind + ": " + id);
    }

    /** The last value of each field, taken from the steps without the console. */
    private static Map<String, String> folded(final JsonNode explained) {
        final Map<String, String> fields = new LinkedHashMap<>();
        explained
                .path("again")
                .path("trace")
                .path("steps")
                .forEach(step -> fields.put(
                        step.path("field").asText(), step.path("after").asText()));
        return fields;
    }

    private static String outcome(final Visit visit, final String field) {
        return visit.page()
                .locator(".ledger tbody tr")
                .filter(new Locator.FilterOptions()
                        .setHas(visit.page()
                                .locator("th", new com.microsoft.playwright.Page.LocatorOptions().setHasText(field))))
                .first()
                .locator("td:last-child b")
                .innerText();
    }
}
