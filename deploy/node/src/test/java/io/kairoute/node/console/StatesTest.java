package io.kairoute.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages look like when there is nothing, far too much, or a fault; {@code -Dkairoute.write.pages=true} leaves pictures to look at. */
@Tag("browser")
class StatesTest {
    private static final Path PICTURES = Path.of("target", "console-states");
    /** What is drawn from the stream beside the tables. */
    private static final List<String> OLD =
            List.of(".sentence", ".now-foot", "section[aria-labelledby=causes]", ".head a.held", ".head a.revision");

    private static final int OCCASIONS = 300;
    private static final int QUEUES = 200;
    private static final String LONG =
            "An occasion whose name somebody wrote as if it were the sentence that explains it";

    @TempDir
    private static Path directory = Path.of("");

    private static ConsoleNode node;

    @BeforeAll
    static void start() {
        node = ConsoleNode.start(directory, StatesTest::large);
    }

    /** The demo's table with many more occasions and queues, the first of them with long names. */
    private static String large(final String table) {
        final String occasions = IntStream.range(0, OCCASIONS)
                .mapToObj(i -> "  - {id: o-" + i + ", name: \"" + (i < 5 ? LONG + " " + i : "Occasion " + i)
                        + "\", job: Help me, owner: care, metrics: [first_contact_resolution], clear_at: 0.8,"
                        + " ambiguous_at: 0.5, treatment: {queue: q-" + i % QUEUES + "}}\n")
                .collect(Collectors.joining());
        final String queues = IntStream.range(0, QUEUES)
                .mapToObj(i -> "  - {id: q-" + i + ", name: \"" + (i < 5 ? "Desk that " + LONG : "Desk " + i)
                        + "\", calendar: always, capacity: 60}\n")
                .collect(Collectors.joining());
        return table.replaceFirst("\noccasions:\n", "\noccasions:\n" + occasions)
                .replaceFirst("\nqueues:\n", "\nqueues:\n" + queues);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/now,      .now, No contact came in the last minute",
        "/live,     .state.empty, Nothing is declared",
        "/why,      .finder, No decision fits",
        "/handover, .state.empty, Nothing is held",
        "/log?text=nothing-like-it, .state.empty, No entry fits",
        "/wall,     .wall-live, Nothing is declared",
        "/outage,   .state.empty, Nothing is held"
    })
    void shouldSayWhatWouldBeThere(final String address, final String place, final String words) {
        try (Visit visit = Visit.of(node).at(address)) {
            assertThat(visit.page().locator(place)).containsText(words);

            seen(visit.fits(), "empty", address);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/now, tables",
        "/live, liveOccasions",
        "/handover, liveOccasions",
        "/log, auditEntries",
        "/outage, queues"
    })
    void shouldSayWhatFailedAndWhatStillHolds(final String address, final String path) {
        try (Visit visit = Visit.of(node).excuse("Failed to load resource")) {
            final Page page = visit.page();
            final String asked = address.equals("/now") ? "**/now:watch" : "**/" + path + "*";
            page.route(asked, StatesTest::fault);
            if (address.equals("/now")) {
                page.route("**/rates:get", StatesTest::fault);
            }
            visit.at(address);
            assertThat(page.locator(".state.error")).containsText("Contacts are routed on");
            seen(visit.fits(), "error", address);
            page.unroute(asked);
            page.unroute("**/rates:get");

            visit.button("Try again").click();

            assertThat(page.locator(".state.error")).hasCount(0);
        }
    }

    /** The picture of a wall moves by a pixel each minute, that no pixel burns in. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldFitAWallInEachMinuteOfItsShift(final int minute) {
        try (Visit visit = Visit.of(node)) {
            visit.page()
                    .clock()
                    .setFixedTime(Instant.now()
                            .truncatedTo(ChronoUnit.HOURS)
                            .plusSeconds(60L * minute)
                            .toEpochMilli());

            visit.at("/wall");

            assertThat(visit.page().locator(".wall-live")).containsText("Nothing is declared");
            visit.fits();
        }
    }

    private static void fault(final Route route) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(503)
                .setContentType("application/problem+json")
                .setBody(
                        "{\"title\":\"Unavailable\",\"status\":503,\"detail\":\"The control log is being read; try again.\","
                                + "\"reason\":\"NOT_READY\"}"));
    }

    @Test
    void shouldStandWhenAPageCannotBeFetchedAndShowItOnceItCan() {
        try (Visit visit = Visit.of(node).excuse("ERR_").excuse("Failed to").at("/live")) {
            final Page page = visit.page();
            page.locator(".head [role=status]")
                    .filter(new Locator.FilterOptions().setHasText("Live data"))
                    .waitFor();
            page.evaluate("window.isTheSame = true");
            page.route("**/log-page.js", Route::abort);
            page.route("**/console/session", Route::abort);

            page.locator(".rail a[href='/log']").click();
            assertThat(page.locator(".state.error")).containsText("The node does not answer");
            assertThat(page.locator(".head")).isVisible();
            page.unroute("**/log-page.js");
            page.unroute("**/console/session");

            assertThat(page.locator("k-log-page h1")).hasText("Log");
            assertEquals(
                    true, page.evaluate("window.isTheSame"), "whether the console went on without being loaded anew");
        }
    }

    @Test
    void shouldTellOnThePhoneWhatIsSwitchedOff() {
        node.control(
                "switches/stage_two:set",
                "{\"off\":true,\"expire_time\":\"" + Instant.now().plusSeconds(3_000) + "\",\"reason\":\"a test\"}");
        try (Visit visit = Visit.of(node, 360, 740, ColorScheme.LIGHT).at("/outage")) {
            assertThat(visit.page().locator(".cards")).containsText("Stage two");
            assertThat(visit.page().locator(".cards button")).hasText("Switch on");
            visit.fits();
        } finally {
            node.control("switches/stage_two:set", "{\"off\":false,\"reason\":\"over\"}");
        }
    }

    @Test
    void shouldPutTheCursorIntoTheSearchFromAnyPage() {
        try (Visit visit = Visit.of(node).at("/live")) {
            visit.page().keyboard().press("/");

            assertThat(visit.page().locator("#search")).isFocused();
        }
    }

    @Test
    void shouldHatchWhatIsOld() {
        try (Visit visit = Visit.of(node).at("/now")) {
            final Page page = visit.page();
            page.locator(".sentence").waitFor();
            page.evaluate("document.querySelector('k-shell').app.feed.stop()");
            page.evaluate("document.querySelector('k-shell').app.now.become('stale')");

            assertThat(page.locator(".now [role=alert]")).containsText("What you see is old");
            assertThat(page.locator("table.stale")).not().hasCount(0);
            for (final String old : OLD) {
                assertThat(page.locator(old)).hasClass(Pattern.compile("\\bstale\\b"));
            }
            assertThat(page.locator(".head [role=status]")).containsText(saidByTheGuide("hatched values"));
            assertThat(page.locator(".now [role=alert]")).containsText(saidByTheGuide("what you see was true"));
            seen(visit.fits(), "stale", "/now");
        }
    }

    /** The words in italics of the line of the guide that says this. */
    private static String saidByTheGuide(final String words) {
        try {
            return Files.readAllLines(Path.of("..", "..", "docs", "CONSOLE.md")).stream()
                    .filter(line -> line.contains(words))
                    .findFirst()
                    .orElseThrow()
                    .replaceAll("^[^*]*\\*([^*]+)\\*.*$", "$1");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"/now, 1280", "/live?declare=o-3, 1280", "/why, 1280", "/wall, 1920", "/outage, 360"})
    void shouldHoldFarTooMuch(final String address, final int width) {
        for (int i = 0; i < 40; i++) {
            node.route("{\"contact_id\":\"m-" + i + "\",\"channel\":\"VOICE\",\"occasion\":\"o-" + i % 12
                    + "\",\"region\":\"US-FL-MIAMI-BEACH-NORTH\"}");
        }
        try (Visit visit = Visit.of(node, width, width == 360 ? 740 : 800, ColorScheme.LIGHT)
                .at(address)) {
            visit.page().waitForCondition(() -> !visit.page().content().contains("Loading…"));
            if (address.equals("/now")) {
                assertThat(visit.page().locator(".occasions")).containsText(LONG);
                assertEquals(9, visit.page().locator(".queues tbody tr").count());
            }

            seen(visit.fits(), "much", address);
        }
    }

    private static void seen(final Visit visit, final String state, final String address) {
        if (Boolean.getBoolean("kairoute.write.pages")) {
            try {
                Files.createDirectories(PICTURES);
                final String name = state + address.replaceAll("[/?].*?([a-z]+).*", "-$1") + ".png";
                Files.write(PICTURES.resolve(name), visit.page().screenshot());
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
