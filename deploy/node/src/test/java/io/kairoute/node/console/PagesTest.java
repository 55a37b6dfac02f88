package io.kairoute.node.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every page can be read by everybody, in both themes and at three widths, and none asks for more than it needs.
 *
 * <p>With {@code -Dkairoute.console.pictures=true} pictures of the pages are written to docs/console.
 */
@Tag("browser")
class PagesTest {
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final Path PICTURES = Path.of("../../docs/console");
    private static final int FIRST_PAGE_BYTES = 120_000;

    @TempDir
    private static Path directory = Path.of("");

    private static ConsoleNode node;

    @BeforeAll
    static void start() {
        node = ConsoleNode.start(directory).withContacts(240);
        node.control(
                "liveOccasions",
                "{\"live_occasion\":{\"id\":\"outage-812\",\"occasion\":\"outage\",\"regions\":[\"US-FL\",\"US-GA\"],\"expire_time\":\""
                        + inHours(2) + "\",\"reason\":\"cable cut, ticket 812\"}}");
        node.control(
                "queues/billing:override",
                "{\"kind\":\"REDIRECT\",\"redirect_to\":\"general\",\"expire_time\":\"" + inHours(1)
                        + "\",\"reason\":\"half the team is ill\"}");
        node.control(
                "switches/experiments:set",
                "{\"off\":true,\"expire_time\":\"" + inHours(3) + "\",\"reason\":\"numbers look odd\"}");
    }

    private static String inHours(final int hours) {
        return java.time.Instant.now().plusSeconds(hours * 3_600L).toString();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource({
        "now, 1280, 800",
        "now, 768, 1024",
        "now, 360, 740",
        "wall, 1920, 1080",
        "live, 1280, 800",
        "live, 768, 1024",
        "live, 360, 740",
        "why, 1280, 800",
        "why, 768, 1024",
        "why, 360, 740",
        "log, 1280, 800",
        "log, 768, 1024",
        "log, 360, 740",
        "handover, 1280, 800",
        "handover, 768, 1024",
        "handover, 360, 740",
        "outage, 360, 740"
    })
    void shouldBeReadableByEverybodyInBothThemes(final String name, final int width, final int height) {
        for (final ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            try (Visit visit = Visit.of(node, width, height, scheme).at("/" + name)) {
                settle(visit.page());

                final String violations = new AxeBuilder(visit.page())
                        .withTags(RULES)
                        .analyze()
                        .getViolations()
                        .toString();

                assertEquals("[]", violations, name + " " + width + " " + scheme);
                picture(
                        visit.page(),
                        name + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT)
                                + (width < 1280 ? "-" + width : ""));
            }
        }
    }

    @Test
    void shouldLoadLittleScriptOnTheFirstPage() {
        try (Visit visit = Visit.of(node).at("/live")) {
            settle(visit.page());

            final Number bytes = (Number) visit.page()
                    .evaluate("performance.getEntriesByType('resource').filter(e => e.name.endsWith('.js'))"
                            + ".reduce((sum, e) => sum + e.encodedBodySize, 0)");

            System.out.println("console: scripts of the first page take " + bytes + " bytes packed");
            assertTrue(bytes.intValue() > 0 && bytes.intValue() < FIRST_PAGE_BYTES, "bytes=" + bytes);
        }
    }

    /** Waits until a page has what it asked for. */
    private static void settle(final Page page) {
        page.locator("main h1").first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        page.locator(".state.loading")
                .first()
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    private static void picture(final Page page, final String name) {
        if (Boolean.getBoolean("kairoute.console.pictures")) {
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        }
    }
}
