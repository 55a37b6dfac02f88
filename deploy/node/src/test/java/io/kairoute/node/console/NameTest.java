package io.kairoute.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a node that asks nobody, what is done stands under the name that the page shows, or is not done. */
@Tag("browser")
class NameTest {
    @TempDir
    private static Path directory = Path.of("");

    private static ConsoleNode node;

    @BeforeAll
    static void start() {
        node = ConsoleNode.start(directory);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void shouldAskForTheNameAgainOnceTheBrowserLostItsCookie() {
        try (Visit visit = Visit.of(node).excuse("401").at("/live?declare=outage")) {
            final Page page = visit.page();
            page.locator("#reason").fill("typed as ana");
            final Locator submit = visit.declare();
            page.context().clearCookies();

            submit.click();
            assertThat(page.getByText("Your session is over")).isVisible();
            assertEquals(
                    0, page.locator(".live-table").getByText("typed as ana").count());
            page.locator("k-session-over #who").fill("ana");
            page.locator("k-session-over button[type=submit]").click();

            assertThat(page.locator("k-session-over dialog[open]")).hasCount(0);
            assertThat(page.locator(".person")).containsText("ana");
            assertThat(page.locator("#reason")).hasValue("typed as ana");
            visit.declare().click();
            assertThat(page.locator(".live-table")).containsText("typed as ana");
            final String audit = node.read("auditEntries?kind=live_occasion_declared");
            assertTrue(audit.contains("open:ana"), audit);
            assertFalse(audit.contains("anybody"), audit);
        }
    }

    @Test
    void shouldGoOnInNoTabUnderANameThatItDoesNotShow() {
        try (Visit visit = Visit.of(node).at("/live")) {
            final Page page = visit.page();
            assertThat(page.locator(".person")).containsText("ana");

            final Page other = visit.tab("/log");
            other.getByLabel("Sign out").click();
            other.getByLabel("Your name").waitFor();
            assertThat(page.getByText("Your session is over")).isVisible();
            other.getByLabel("Your name").fill("carla");
            other.locator("k-sign-in button[type=submit]").click();

            final Locator over = page.locator("k-session-over dialog[open]");
            assertThat(over).containsText("Somebody else is signed in now");
            assertThat(over).containsText("carla");
            visit.button("Load this page anew").click();
            assertThat(page.locator(".person")).containsText("carla");
        }
    }
}
