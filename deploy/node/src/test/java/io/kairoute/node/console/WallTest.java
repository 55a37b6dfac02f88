package io.kairoute.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall is read from five metres, whatever there is to tell. */
@Tag("browser")
class WallTest {
    /** Shows a rate, and tells whether it is on one line, inside its place, and still large. */
    private static final String SHOWN = """
            async rate => {
              const { app } = document.querySelector('k-shell');
              app.feed.stop();
              app.now.take({ time: new Date(app.now.time).toISOString(), totals: { counted: true, per_minute: rate } });
              const text = new Intl.NumberFormat('en').format(rate);
              const huge = document.querySelector('.huge');
              while (huge.textContent !== text) {
                await new Promise(requestAnimationFrame);
              }
              const range = document.createRange();
              range.selectNodeContents(huge);
              const { width } = range.getBoundingClientRect();
              const size = parseFloat(getComputedStyle(huge).fontSize);
              return [huge.getClientRects()[0].height < 1.5 * size, width <= huge.parentElement.clientWidth, size > 80].join();
            }""";

    /** Queues that have what is wrong in their names; the worst comes last. */
    private static final String TROUBLED = """
            () => {
              const { app } = document.querySelector('k-shell');
              app.feed.stop();
              const rows = Array.from({ length: 10 }, (_, at) => ({ queue: 'held-' + at, state: 'HELD_CLOSED' }));
              rows.push({ queue: 'full', state: 'OPEN', per_minute: 71, capacity: 1200 }, { queue: 'shut', state: 'CLOSED', per_minute: 12 });
              app.now.take({ time: new Date(app.now.time).toISOString(), queues: { rows } });
            }""";

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
    void shouldSayWhatIsWrongWithAQueueTheWorstFirst() {
        try (Visit visit = Visit.of(node, 1920, 1080, ColorScheme.LIGHT).at("/wall")) {
            visit.page().locator(".huge").waitFor();

            visit.page().evaluate(TROUBLED);

            final Locator trouble =
                    visit.page().locator(".wall section", new Page.LocatorOptions().setHasText("Queues to look at"));
            assertThat(trouble.locator("tr")).hasCount(9);
            assertThat(trouble.locator("tr").nth(0)).containsText("Closed, 12 a minute come");
            assertThat(trouble.locator("tr").nth(1)).containsText("355% of capacity");
            assertThat(trouble).containsText("3 more");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 271, 2_071, 12_991, 128_416})
    void shouldTellTheRateOnOneLine(final int rate) {
        try (Visit visit = Visit.of(node, 1920, 1080, ColorScheme.LIGHT).at("/wall")) {
            visit.page().locator(".huge").waitFor();

            assertEquals("true,true,true", visit.page().evaluate(SHOWN, rate));
        }
    }
}
