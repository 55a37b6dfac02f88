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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A tenant for whom nobody has published a table yet. */
@Tag("browser")
class NoTableTest {
    @TempDir
    private static Path directory = Path.of("");

    private static ConsoleNode node;

    @BeforeAll
    static void start() {
        node = ConsoleNode.withoutTable(directory);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/now,      No table is published",
        "/live,     Nothing is declared",
        "/why,      No decision fits",
        "/handover, until somebody publishes a table",
        "/log,      No entry fits",
        "/wall,     No table is published",
        "/outage,   No table is published"
    })
    void shouldShowEveryPageAndSayWhatIsMissing(final String address, final String words) {
        // The browser tells of each refusal, and two questions are refused without a table.
        try (Visit visit = Visit.of(node).excuse("400").at(address)) {
            assertThat(visit.page().locator("main")).containsText(words);
            assertThat(visit.page().locator(".state.error, .state.loading")).hasCount(0);
            visit.fits();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/live", "/outage"})
    void shouldSayWhyNoQueueCanBeHeld(final String address) {
        try (Visit visit = Visit.of(node).excuse("400").at(address)) {
            final Locator hold = visit.page().locator("button", new Page.LocatorOptions().setHasText("Hold a queue…"));

            assertThat(hold).hasAttribute("aria-disabled", "true");
            assertThat(hold).containsText("No table is published");
        }
    }

    @Test
    void shouldSayWhyNothingCanBeDeclared() {
        try (Visit visit = Visit.of(node).excuse("400").at("/live")) {
            visit.button("Declare…").click();

            assertThat(visit.page().locator("k-declare-sheet dialog")).containsText("No table is published");
        }
    }
}
