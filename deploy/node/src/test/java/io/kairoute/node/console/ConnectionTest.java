package io.kairoute.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing old looks new: what a page does when the node is gone, when many tabs are open, and when the line is bad. */
@Tag("browser")
class ConnectionTest {
    /** Ten seconds of silence, and what a busy machine takes to say so. */
    private static final double UNTIL_STALE_MS = 14_000;

    private static final double LONG_MS = 60_000;
    private static final int TABS = 7;

    /** What a page must not say while something is held and a table is published. */
    private static final String CLAIMS = """
            window.claims = new Set();
            new MutationObserver(() => {
              for (const claim of ['No table is published', '0 held']) {
                if (document.body?.innerText.includes(claim)) {
                  window.claims.add(claim);
                }
              }
            }).observe(document, { subtree: true, childList: true, characterData: true });""";

    private static final Pattern SOMETHING_HELD = Pattern.compile("[1-9] held");

    @TempDir
    private static Path directory = Path.of("");

    private static ConsoleNode node;

    @BeforeAll
    static void start() {
        node = ConsoleNode.guarded(directory).withContacts(30);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void shouldSayOnTheWallThatItIsOldAndComeBackByItself() {
        try (Visit visit =
                Visit.of(node).excuse("ERR_").excuse("Failed to load").as("viewer", "/wall")) {
            final Locator stale = visit.page().locator(".wall-stale");
            visit.page().locator(".wall-rate").waitFor();

            node.stop();
            assertThat(stale).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(UNTIL_STALE_MS));
            assertThat(stale).containsText("STALE since");

            node.startAgain();
            assertThat(stale).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(LONG_MS));
            assertThat(visit.page().locator(".wall-rate")).isVisible();
        }
    }

    @Test
    void shouldTellSevenTabsTheSame() {
        try (Visit visit = Visit.of(node).as("operator", "/now")) {
            final List<Page> tabs = new ArrayList<>(List.of(visit.page()));
            while (tabs.size() < TABS) {
                tabs.add(visit.tab("/now"));
            }
            tabs.forEach(tab -> tab.locator(".sentence").waitFor());

            declare("seven-tabs");

            tabs.forEach(tab -> assertThat(tab.locator(".sentence")).containsText("is live for US-TX"));
        } finally {
            node.control("liveOccasions/seven-tabs:resolve", "{\"reason\":\"over\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/now", "/live", "/wall"})
    void shouldClaimNothingInASecondTabUntilItWasToldAll(final String address) {
        final String id = "second-tab-at-" + address.substring(1);
        try (Visit visit = Visit.of(node).as("operator", "/now")) {
            declare(id);
            assertThat(visit.page().locator(".head .mark.held")).containsText(SOMETHING_HELD);
            visit.page().context().addInitScript(CLAIMS);

            final Page tab = visit.tab(address);
            assertThat(tab.locator(".mark.held").first()).containsText(SOMETHING_HELD);

            assertEquals("[]", tab.evaluate("JSON.stringify([...window.claims])"), "false claims");
        } finally {
            node.control("liveOccasions/" + id + ":resolve", "{\"reason\":\"over\"}");
        }
    }

    /** Whoever is cut off each twenty seconds is so at some moment of what he does: here it is before each step. */
    @Test
    void shouldWorkOverALineThatIsSlowAndIsCut() {
        try (SlowWay way = new SlowWay(node.adminPort());
                Visit visit = Visit.of(way.port()).excuse("ERR_").excuse("Failed to load")) {
            visit.as("operator", "/live");
            visit.page().locator(".switches").waitFor();

            way.cut();
            visit.button("Declare…").click();
            visit.page().locator("#occasion").selectOption("outage");
            way.cut();
            visit.page().locator("#reason").fill("over a bad line");
            visit.declare().click();
            assertThat(visit.page().locator(".live-table")).containsText("over a bad line");

            way.cut();
            declare("after-the-cut");
            assertThat(visit.page().locator(".live-table"))
                    .containsText("after-the-cut", new LocatorAssertions.ContainsTextOptions().setTimeout(LONG_MS));
        }
    }

    @Test
    void shouldNotTakeOldNewsOfAnotherTabForNew() {
        try (Visit visit = Visit.of(node).as("viewer", "/live")) {
            assertEquals("stale, then open", visit.page().evaluate("""
                    async () => {
                      const base = document.querySelector('script[type=module]').src.replace('main.js', '');
                      const { Feed } = await import(base + 'api/feed.js');
                      const feed = new Feed('/nowhere', 'of-this-test');
                      const tab = new BroadcastChannel('kairoute:of-this-test');
                      const states = [];
                      for (const at of [Date.now() - 60000, Date.now()]) {
                        const heard = new Promise(done => feed.addEventListener('message', done, { once: true }));
                        tab.postMessage({ type: 'message', body: {}, at });
                        await heard;
                        states.push(feed.state);
                      }
                      feed.stop();
                      return states.join(', then ');
                    }"""));
        }
    }

    private static void declare(final String id) {
        node.control("liveOccasions", """
                {"live_occasion":{"id":"%s","occasion":"outage","regions":["US-TX"],"expire_time":"%s","reason":"a test"}}""".formatted(id, Instant.now().plusSeconds(3_000)));
    }
}
