package io.kairoute.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session that ends while somebody types costs a sign-in, and nothing that was typed. */
@Tag("browser")
class SessionOverTest {
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
            page.locator("k-session-over button[type=submit]").click();

            assertThat(page.locator("k-session-over dialog[open]")).hasCount(0);
            assertThat(page.locator("#reason")).hasValue("typed before it ended");
            submit.click();
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
}
