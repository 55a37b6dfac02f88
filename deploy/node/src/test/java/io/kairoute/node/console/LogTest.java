package io.kairoute.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was changed is told in full, however much it is, and leaves the page as no program can run it. */
@Tag("browser")
class LogTest {
    private static final List<String> HOSTILE = HostileTextTest.TEXTS;

    /** Numbers of entries, of twenty thousand, with a word that no other has. */
    private static final Set<Integer> NEEDLES = Set.of(10_005, 5);

    @TempDir
    private static Path directory = Path.of("");

    private static ConsoleNode node;
    private static Instant begun = Instant.EPOCH;

    @BeforeAll
    static void start() {
        node = ConsoleNode.start(directory);
        begun = Instant.now();
        final String until = begun.plusSeconds(7_200).toString();
        for (int i = 0; i < HOSTILE.size(); i++) {
            node.control(
                    "liveOccasions",
                    "{\"live_occasion\":{\"id\":\"live-" + i + "\",\"occasion\":\"outage\",\"products\":["
                            + quoted(HOSTILE.get(i)) + "],\"expire_time\":\"" + until + "\",\"reason\":"
                            + quoted(HOSTILE.get(i)) + "}}");
        }
    }

    private static String quoted(final String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void shouldExportExactlyWhatIsShownAndNothingThatASpreadsheetRuns() throws Exception {
        try (Visit visit = Visit.of(node).at("/log?kind=live_occasion_declared&text=hyperlink")) {
            assertThat(visit.page().locator(".log-rows tbody tr:not(.gap)")).hasCount(1);

            final Download download = visit.page()
                    .waitForDownload(() -> visit.button("Export these").click());

            final List<String> lines = Files.readAllLines(download.path());
            assertEquals(2, lines.size(), lines::toString);
            assertTrue(lines.get(1).contains("\"'=HYPERLINK("), lines.get(1));
            final String zone = "America/New_York";
            assertThat(visit.page().locator(".log-zone")).containsText(zone);
            assertTrue(lines.get(0).startsWith("number,time,zone,"), lines.get(0));
            final String[] cells = lines.get(1).split(",", -1);
            assertEquals(zone, cells[2]);
            assertEquals(
                    ZoneId.of(zone).getRules().getOffset(Instant.now()),
                    OffsetDateTime.parse(cells[1]).getOffset());
            assertTrue(OffsetDateTime.parse(cells[1]).toInstant().isAfter(begun.minusSeconds(1)), cells[1]);
        }
    }

    @Test
    void shouldCheckTheChainWhenSomebodyAsks() {
        try (Visit visit = Visit.of(node).at("/log")) {
            visit.button("Check now").click();

            assertThat(visit.page().locator(".toast"))
                    .containsText(Pattern.compile("Checked: all [\\d,]+ entries are what was written"));
            assertThat(visit.page().locator(".chain")).containsText("Chain intact to entry");
            assertThat(visit.button("Check now")).hasAttribute("aria-disabled", "false");
        }
    }

    @Test
    void shouldTellHowFarALongCheckIs() {
        try (Visit visit = Visit.of(node)) {
            final AtomicBoolean isDone = new AtomicBoolean();
            visit.page()
                    .route(
                            "**/auditVerification*",
                            route -> route.fulfill(
                                    new Route.FulfillOptions()
                                            .setContentType("application/json")
                                            .setBody(
                                                    isDone.get()
                                                            ? "{\"state\":\"DAMAGED\",\"damaged_sequence\":\"9001\",\"count\":\"12000\"}"
                                                            : "{\"state\":\"INTACT\",\"verified_number\":\"10\",\"count\":\"12000\",\"checking\":true,"
                                                                    + "\"checked_entries\":\"4500\",\"log_entries\":\"12000\"}")));
            visit.at("/log");

            visit.button("Check now").click();
            assertThat(visit.page().locator(".chain")).containsText("Checking: 4,500 of 12,000 entries");
            isDone.set(true);

            assertThat(visit.page().locator(".toast")).containsText("place 9,001 of the log is not what was written");
        }
    }

    @Test
    void shouldDrawNoMoreRowsThanAreInViewOfTenThousand() {
        try (Visit visit = Visit.of(node)) {
            visit.page().route("**/auditEntries*", LogTest::thousandEntries);
            visit.at("/log");
            assertThat(visit.page().locator(".log-rows tbody tr").nth(3)).isVisible();
            for (int page = 0; page < 12; page++) {
                visit.page().locator(".log-rows").evaluate("box => box.scrollTo(0, box.scrollHeight)");
                visit.page().waitForTimeout(60);
            }
            assertThat(visit.page()
                            .getByRole(AriaRole.STATUS)
                            .filter(new Locator.FilterOptions().setHasText("entries")))
                    .containsText("10,000 entries");

            assertTrue(visit.page().locator(".log-rows tbody tr").count() <= 60);
        }
    }

    @Test
    void shouldLookForWordsInOldEntriesToo() {
        try (Visit visit = Visit.of(node)) {
            visit.page().route("**/auditEntries*", LogTest::thousandEntries);
            visit.at("/log?text=needle");
            final Locator rows = visit.page().locator(".log-rows tbody tr:not(.gap)");
            final Locator looked = visit.page().locator(".log-looked");

            assertThat(looked).containsText("The newest 10,000 entries were looked through; older ones are there.");
            assertThat(rows).hasCount(1);
            visit.button("Look farther back").click();

            assertThat(rows).hasCount(2);
            assertThat(looked).hasCount(0);
        }
    }

    private static void thousandEntries(final Route route) {
        final String url = route.request().url();
        final int before = url.contains("before_number=")
                ? Integer.parseInt(url.replaceAll(".*before_number=(\\d+).*", "$1"))
                : 20_001;
        route.fulfill(new Route.FulfillOptions()
                .setContentType("application/json")
                .setBody("{\"next_before_number\":\"" + (before > 1_001 ? before - 1_000 : 0) + "\",\"entries\":["
                        + IntStream.range(1, 1_001)
                                .mapToObj(
                                        i -> "{\"number\":\"" + (before - i)
                                                + "\",\"time\":\"2026-11-30T04:00:00Z\",\"actor\":\"name:ana\","
                                                + "\"reason\":\"" + (NEEDLES.contains(before - i) ? "a needle" : "")
                                                + "\","
                                                + "\"kind\":\"draft_saved\",\"command\":{\"draft_saved\":{\"draft\":\"spring\"}}}")
                                .collect(Collectors.joining(","))
                        + "]}"));
    }
}
