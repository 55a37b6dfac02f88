package io.kairoute.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each role finds every control; those it may not press say so, and the node refuses them whatever a page does. */
@Tag("browser")
class RolesTest {
    private static final List<String> PAGES = List.of("/live", "/handover", "/outage");
    private static final List<String> ALL_PAGES =
            List.of("/live", "/now", "/why", "/log", "/handover", "/wall", "/outage");

    /** What is permitted or not, as {@code ui/permit.js} draws it, with the buttons of the page's own forms. */
    private static final String CONTROLS = "main button[aria-disabled], .taking button";

    /** Makes every call that needs a role which is not there, and gives those that the node let through. */
    private static final String TRY_ALL = """
            async roles => {
              const base = document.querySelector('script[type=module]').src.replace('main.js', '');
              const { CALLS } = await import(base + 'api/calls.js');
              const { call } = await import(base + 'api/call.js');
              const done = [];
              for (const [name, { role }] of Object.entries(CALLS).filter(([, one]) => one.role && !roles.includes(one.role))) {
                const status = await call(name, { tenant: 'default', id: 'held', queue: 'billing', switch: 'stage_two', table: 'current', decision_id: 'f1-x', note: 'handover-1' }).then(() => 200, problem => problem.status);
                if (status !== 403) {
                  done.push(`${name} of ${role}: ${status}`);
                }
              }
              return done;
            }""";

    @TempDir
    private static Path directory = Path.of("");

    private static ConsoleNode node;

    @BeforeAll
    static void start() {
        node = ConsoleNode.guarded(directory);
        final String until = Instant.now().plusSeconds(7_200).toString();
        node.control("liveOccasions", """
                {"live_occasion":{"id":"held","occasion":"outage","expire_time":"%s","reason":"a test"}}""".formatted(until));
        node.control("queues/billing:override", """
                {"kind":"CLOSED","expire_time":"%s","reason":"a test"}""".formatted(until));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "admin"})
    void shouldLetThosePressWhoMayAct(final String role) {
        try (Visit visit = Visit.of(node).as(role, "/live")) {
            for (final String address : PAGES) {
                assertEquals(0, controls(visit, address, "[aria-disabled=true], [disabled]"), address + " for " + role);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "editor", "approver", "publisher", "data", "route"})
    void shouldShowEverybodyElseEveryControlAndWhoMayPressIt(final String role) {
        try (Visit visit = Visit.of(node).excuse("403").as(role, "/live")) {
            for (final String address : PAGES) {
                assertEquals(
                        0,
                        controls(visit, address, "[aria-disabled=false], :enabled:not([aria-disabled])"),
                        address + " for " + role);
            }
            final Locator declare = visit.page().locator(".thumb button").first();
            declare.click(new Locator.ClickOptions().setForce(true));

            assertThat(declare).hasAttribute("title", "Needs the role operator; ask whoever administers the node.");
            assertThat(visit.page().locator("dialog[open]")).hasCount(0);
            assertEquals(List.of(), visit.page().evaluate(TRY_ALL, List.of(role, "viewer")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "editor", "approver", "publisher", "data", "route"})
    void shouldTellWhoeverMayNotLookWhichRoleAPageNeeds(final String role) {
        try (Visit visit = Visit.of(node).excuse("403").as(role + "-alone", "/live")) {
            for (final String address : role.equals("route") ? ALL_PAGES : List.of("/live")) {
                visit.page().navigate(node.origin() + address);

                assertThat(visit.page().locator(".state.forbidden")).containsText("It needs the role viewer");
            }
            assertEquals(List.of(), visit.page().evaluate(TRY_ALL, List.of(role)));
        }
    }

    @Test
    void shouldTellWhoHangsUpAWallThatTheSessionEndsAndTakeAKeyInstead() {
        try (Visit visit = Visit.of(node).as("operator", "/now").at("/wall")) {
            final Locator told = visit.page().locator(".wall-session");
            assertThat(told).containsText("Signed in as operator, until");

            visit.button("Use a key").click();
            visit.page().getByLabel("API key").fill(ConsoleNode.key("viewer"));
            visit.button("Sign in").click();

            assertThat(visit.page().locator(".wall-live li")).hasCount(1);
            assertThat(told).hasCount(0);
        }
    }

    /** How many controls of a page are as the selector says; fails where the page has none at all. */
    private static int controls(final Visit visit, final String address, final String as) {
        final Page page = visit.at(address).page();
        page.locator("text=a test").first().waitFor();
        final Locator all = page.locator(CONTROLS);
        assertTrue(all.count() >= 3, "there are controls at " + address);
        return all.and(page.locator(as.replaceAll("(^|, )", "$1button"))).count();
    }
}
