package io.kairoute.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session that ends while somebody types costs a sign-in, and nothing that was typed. */
@Tag("browser")
class SessionOverTest {
    private static final String CLOSED = """
            {"kind":"CLOSED","expire_time":"%s","reason":"held while nobody was signed in"}""";

    @TempDir
    private static Path directory = Path.of("");

    private static ConsoleNode node;

    @BeforeAll
    static void start() {
        node = ConsoleNode.guarded(directory);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void shouldKeepWhatWasTypedWhenTheSessionEnds() {
        try (Visit visit = Visit.of(node).excuse("401").as("operator", "/live?declare=outage")) {
            final Page page = visit.page();
            page.locator("#reason").fill("typed before it ended");
            final Locator submit = visit.declare();
            page.context().clearCookies();

            submit.click();
            assertThat(page.getByText("Your session is over")).isVisible();
            page.locator("k-session-over #key").fill(ConsoleNode.key("operator"));
            page.waitForResponse("**/liveOccasions:preview", () -> page.locator("k-session-over button[type=submit]")
                    .click());

            assertThat(page.locator("k-session-over dialog[open]")).hasCount(0);
            assertThat(page.locator("#reason")).hasValue("typed before it ended");
            visit.declare().click();
            assertThat(page.locator(".live-table")).containsText("typed before it ended");
        }
    }

    @Test
    void shouldGoOnWhenAnotherTabSignedIn() {
        try (Visit visit = Visit.of(node).excuse("401").as("operator", "/live?declare=outage")) {
            final Page page = visit.page();
            page.locator("#reason").fill("typed before it ended");
            final Locator submit = visit.declare();
            page.context().clearCookies();
            submit.click();
            assertThat(page.getByText("Your session is over")).isVisible();

            final Page other = visit.tab("/log");
            other.getByLabel("API key").fill(ConsoleNode.key("operator"));
            other.locator("button[type=submit]").click();
            other.locator(".log-rows").waitFor();
            page.bringToFront();
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");

            assertThat(page.locator("k-session-over dialog[open]")).hasCount(0);
            assertThat(page.locator("#reason")).hasValue("typed before it ended");
        }
    }

    @Test
    void shouldSayBeforehandThatAWallKeepsItsKey() {
        try (Visit visit = Visit.of(node)) {
            visit.page().navigate(node.origin() + "/wall");

            assertThat(visit.page().locator(".sign-in")).containsText("stays in this browser for ninety days");
        }
    }

    @Test
    void shouldSayAtWhichAddressOneSignsIn() {
        try (Visit visit = Visit.of(node)) {
            visit.page()
                    .route(
                            "**/console/session",
                            route -> route.fulfill(
                                    new Route.FulfillOptions()
                                            .setContentType("application/json")
                                            .setBody(
                                                    "{\"signed_in\":false,\"ways\":[\"KEY\"],\"address\":\"https://console.example.com\"}")));

            visit.page().navigate(node.origin() + "/live?declare=1");

            assertThat(visit.page().locator(".sign-in a"))
                    .hasAttribute("href", "https://console.example.com/live?declare=1");
            assertThat(visit.page().locator("#key")).hasCount(0);
        }
    }

    @Test
    void shouldNotGoOnInTheNameOfSomebodyElse() {
        try (Visit visit = Visit.of(node).excuse("401").as("operator", "/live?declare=outage")) {
            final Page page = visit.page();
            page.locator("#reason").fill("typed by the operator");
            final Locator submit = visit.declare();
            page.context().clearCookies();
            submit.click();

            page.locator("k-session-over #key").fill(ConsoleNode.key("admin"));
            page.locator("k-session-over button[type=submit]").click();

            final Locator over = page.locator("k-session-over dialog[open]");
            assertThat(over).containsText("Somebody else is signed in now");
            assertThat(over).containsText("typed by the operator");
            visit.button("Load this page anew").click();
            assertThat(page.locator(".head .person")).containsText("admin");
            assertThat(page.locator("#reason")).hasCount(0);
        }
        assertFalse(node.read("liveOccasions").contains("typed by the operator"));
    }

    /** The other tab is told so before its feed or one of its sheets asks anything for the new tenant. */
    @Test
    void shouldNotTakeThePageOfAnotherTenant() {
        try (Visit visit = Visit.of(node).as("operator", "/live?declare=outage")) {
            final Page page = visit.page();
            page.locator("#reason").fill("typed for the first tenant");
            visit.declare();
            page.route(
                    "**/console/session",
                    route -> route.fulfill(
                            new Route.FulfillOptions()
                                    .setContentType("application/json")
                                    .setBody(
                                            "{\"signed_in\":true,\"name\":\"key:operator\",\"shown\":\"operator\",\"tenant\":\"bank\","
                                                    + "\"tenants\":[\"bank\"],\"roles\":[\"operator\",\"viewer\"],\"ways\":[\"KEY\"]}")));

            page.evaluate(
                    "new BroadcastChannel('kairoute-session').postMessage({ caller: 'key:operator', bound: 'bank' })");

            assertThat(page.locator("k-session-over dialog[open]")).containsText("for bank");
            assertThat(page.locator("k-session-over dialog[open]")).containsText("typed for the first tenant");
            assertEquals(
                    "default,undefined",
                    page.evaluate(
                            "(({ session, feed }) => [session.tenant, feed].map(String).join())(document.querySelector('k-shell').app)"));
        }
    }

    /** Nothing changes after the sign-in, so nothing but the sign-in can have the lists fetched again. */
    @Test
    void shouldFetchTheListsAgainWhenOneSignedInAgain() {
        try (Visit visit = Visit.of(node).excuse("401").as("operator", "/live")) {
            final Page page = visit.page();
            page.locator(".switches").waitFor();
            page.context().clearCookies();
            node.control(
                    "queues/billing:override", CLOSED.formatted(Instant.now().plusSeconds(3_000)));
            page.locator("k-session-over #key").fill(ConsoleNode.key("operator"));
            page.locator("k-session-over button[type=submit]").click();

            assertThat(page.locator("section[aria-labelledby=live-queues]"))
                    .containsText("held while nobody was signed in");
            assertThat(page.locator("k-live-view .note.bad")).hasCount(0);
            assertThat(page.locator(".head [role=status]")).containsText("Live data");
        } finally {
            node.control("queues/billing:clear", "{\"reason\":\"over\"}");
        }
    }
}
