package io.kairoute.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An outage is declared in seconds, by mouse, by keyboard and by thumb, and counts from the next contact on. */
@Tag("browser")
class DeclaringTest {
    /** A contact that says nothing, so that a live occasion alone makes it an outage. */
    private static final String QUIET = "{\"contact_id\":\"q\",\"channel\":\"VOICE\",\"region\":\"US-FL-MIAMI\"}";

    /** What another browser may be behind. */
    private static final double SOON_MS = 2_000;

    private static final String OUTAGE = "\"occasion\":\"outage\"";

    @TempDir
    private static Path directory = Path.of("");

    private static ConsoleNode node;

    @BeforeAll
    static void start() {
        node = ConsoleNode.start(directory).withContacts(60);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void resolve() {
        final String live = node.read("liveOccasions");
        if (live.contains("\"id\"")) {
            final String id = live.replaceAll("(?s).*?\"id\": *\"([^\"]+)\".*", "$1");
            node.control("liveOccasions/" + id + ":resolve", "{\"reason\":\"over\"}");
        }
    }

    @Test
    void shouldDeclareAnOutageWithThreePressesOfTheMouse() {
        try (Visit visit = Visit.of(node).at("/live")) {
            final Steps steps = new Steps();
            steps.does(() -> visit.button("Declare…").click());
            final Locator sheet = visit.page().locator("k-declare-sheet dialog");
            visit.page().locator("#occasion").selectOption("outage");
            region(sheet, "US-FL");
            steps.does(() -> visit.page().locator("#reason").fill("cable cut"));
            steps.does(() -> sheet.locator("button[type=submit]").click());

            assertThat(visit.page().locator(".live-table")).containsText("Service outage");
            counts(steps);
        }
    }

    @Test
    void shouldDeclareAnOutageByKeyboardAlone() {
        try (Visit visit = Visit.of(node).at("/log")) {
            final Steps steps = new Steps();
            assertThat(visit.page().locator("main h1")).hasText("Log");
            steps.does(() -> visit.page().keyboard().press("o"));
            assertThat(visit.page().locator("#reason")).isFocused();
            steps.does(() -> visit.page().keyboard().type("cable cut"));
            assertThat(visit.page().locator("k-declare-sheet button[type=submit]"))
                    .isEnabled();
            steps.does(() -> visit.page().keyboard().press("Enter"));

            assertThat(visit.page().locator(".live-table tbody tr")).hasCount(1);
            assertTrue(steps.areFewAndFast(), steps::toString);
        }
    }

    @Test
    void shouldDeclareAnOutageByThumbOnASmallScreen() {
        try (Visit visit = Visit.of(node, 360, 740, ColorScheme.DARK).at("/outage")) {
            final Steps steps = new Steps();
            steps.does(() -> visit.button("Declare…").click());
            final Locator sheet = visit.page().locator("k-declare-sheet dialog");
            visit.page().locator("#occasion").selectOption("outage");
            region(sheet, "US-FL");
            steps.does(() -> visit.page().locator("#reason").fill("cable cut"));
            steps.does(() -> sheet.locator("button[type=submit]").click());

            assertThat(visit.page().locator(".cards")).containsText("Service outage");
            counts(steps);
            final boolean isWide = (Boolean) visit.page().evaluate("document.documentElement.scrollWidth > innerWidth");
            assertTrue(!isWide, "nothing lies beside the screen");
        }
    }

    @Test
    void shouldDeclareNothingBeforeItHasLookedForWhom() {
        try (Visit visit = Visit.of(node).at("/live")) {
            final CompletableFuture<Route> asked = new CompletableFuture<>();
            visit.page().route("**/decisions:list", asked::complete);
            visit.page().keyboard().press("o");
            assertThat(visit.page().locator("#reason")).isFocused();
            visit.page().keyboard().type("cable cut");
            assertThat(visit.page().locator(".fit")).containsText("Would have fitted");
            visit.page().keyboard().press("Enter");

            assertThat(visit.page().locator("k-declare-sheet button[type=submit]"))
                    .isDisabled();
            assertFalse(node.read("liveOccasions").contains("\"id\""));

            asked.join().resume();
            assertThat(visit.page().locator("k-declare-sheet button[type=submit]"))
                    .isEnabled();
        }
    }

    @Test
    void shouldKeepAReasonThatWasTypedAndNotSent() {
        try (Visit visit = Visit.of(node).at("/live")) {
            visit.page().keyboard().press("o");
            visit.page().locator("#reason").fill("half a rea");
            visit.page().keyboard().press("Escape");
            assertThat(visit.page().locator("k-declare-sheet dialog[open]")).hasCount(0);
            visit.page().keyboard().press("o");

            assertThat(visit.page().locator("#reason")).hasValue("half a rea");
        }
    }

    @Test
    void shouldOfferToExtendWhatIsLiveAlready() {
        final Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3_600);
        node.control("liveOccasions", """
                {"live_occasion":{"id":"there","occasion":"outage","regions":["us-fl"],"expire_time":"%s","reason":"cable cut"}}""".formatted(end));
        try (Visit visit = Visit.of(node).at("/live?declare=outage")) {
            final Locator sheet = visit.page().locator("k-declare-sheet dialog");
            region(sheet, "US-FL");
            assertThat(sheet.locator(".already")).containsText("live already since");
            assertThat(sheet.locator(".fit")).containsText("decided like that anyway");
            sheet.locator("k-until .chip").first().click();
            assertThat(sheet.locator(".already")).containsText("Choose a later end");
            assertThat(sheet.locator("button[type=submit]")).isDisabled();
            sheet.locator("k-until .chip").nth(2).click();
            visit.page().locator("#reason").fill("still cut");

            sheet.locator("button[type=submit]", new Locator.LocatorOptions().setHasText("Extend it"))
                    .click();

            visit.button("Undo").waitFor();
            final String live = node.read("liveOccasions");
            assertFalse(live.contains(end.toString()), "it ends later: " + live);
            assertEquals(1, live.split("\"id\"", -1).length - 1, "there is no second one: " + live);
            visit.button("Undo").click();
            assertThat(visit.page().locator(".live-table")).containsText(Pattern.compile("(59|60) min|1 h"));
        }
    }

    @Test
    void shouldWantATimeWhereOneWasEmptied() {
        try (Visit visit = Visit.of(node).at("/live?declare=outage")) {
            final Locator sheet = visit.page().locator("k-declare-sheet dialog");
            region(sheet, "US-FL");
            visit.page().locator("#reason").fill("cable cut");
            sheet.getByText("Time…").click();
            sheet.locator("input[type=time]").fill("");
            sheet.locator("button[type=submit]").click();

            assertThat(sheet.locator("k-until")).containsText("Say when it ends.");
            assertThat(sheet.locator("input[type=time]")).isFocused();
        }
    }

    @Test
    void shouldAskBeforeItDeclaresForEverybody() {
        try (Visit visit = Visit.of(node).at("/live?declare=outage")) {
            final Locator sheet = visit.page().locator("k-declare-sheet dialog");
            region(sheet, "US-FL");
            sheet.locator(".chip")
                    .filter(new Locator.FilterOptions().setHasText("US-FL"))
                    .first()
                    .locator("input")
                    .uncheck();
            visit.page().locator("#reason").fill("all lines are down");
            assertThat(sheet.locator("button[type=submit]")).isEnabled();
            sheet.locator("button[type=submit]").click();

            assertThat(sheet.locator(".everybody input")).isFocused();
            assertFalse(node.read("liveOccasions").contains("\"id\""));

            sheet.locator(".everybody input").check();
            sheet.locator("button[type=submit]").click();
            assertThat(visit.page().locator(".live-table")).containsText("Service outage");
        }
    }

    @Test
    void shouldTakeBackWhatWasDeclaredByMistake() {
        try (Visit visit = Visit.of(node).at("/live?declare=outage")) {
            region(visit.page().locator("k-declare-sheet"), "US-FL");
            visit.page().locator("#reason").fill("by mistake");
            visit.page().locator("k-declare-sheet button[type=submit]").click();
            visit.button("Undo").click();

            assertThat(visit.page().getByText("Nothing is declared")).isVisible();
        }
    }

    @Test
    void shouldShowInASecondBrowserWithinTwoSecondsWhatWasDeclaredInTheFirst() {
        try (Visit other = Visit.of(node).at("/now");
                Visit visit = Visit.of(node).at("/live?declare=outage")) {
            other.page().locator(".sentence").waitFor();
            region(visit.page().locator("k-declare-sheet"), "US-FL");
            visit.page().locator("#reason").fill("cable cut");
            visit.page().locator("k-declare-sheet button[type=submit]").click();
            visit.button("Undo").waitFor();

            assertThat(other.page().locator(".sentence"))
                    .containsText(
                            "Service outage is live", new LocatorAssertions.ContainsTextOptions().setTimeout(SOON_MS));
        }
    }

    @Test
    void shouldTellTheSecondOfTwoPeopleThatItIsOverAlready() {
        node.control(
                "liveOccasions",
                "{\"live_occasion\":{\"id\":\"twice\",\"occasion\":\"outage\",\"expire_time\":\""
                        + Instant.now().plusSeconds(3_600) + "\",\"reason\":\"cable cut\"}}");
        try (Visit ben = Visit.of(node).excuse("400").at("/live");
                Visit ana = Visit.of(node).at("/live")) {
            for (final Visit visit : List.of(ben, ana)) {
                visit.button("End Service outage").click();
                visit.page().locator("k-end-sheet dialog[open]").waitFor();
            }
            ben.page().locator("k-end-sheet #reason").fill("what ben typed");
            ana.page().locator("k-end-sheet #reason").fill("mended");

            ana.page().locator("k-end-sheet button[type=submit]").click();
            assertThat(ana.page().getByText("Nothing is declared")).isVisible();
            assertThat(ben.page().locator(".live-table")).hasCount(0);
            ben.page().locator("k-end-sheet button[type=submit]").click();

            assertThat(ben.page().locator("k-end-sheet .note.bad")).isVisible();
            assertThat(ben.page().locator("k-end-sheet #reason")).hasValue("what ben typed");
        }
    }

    /** The region that most contacts come from is chosen by the sheet itself, once it has looked. */
    private static void region(final Locator sheet, final String region) {
        final Locator chip = sheet.locator(".chip")
                .filter(new Locator.FilterOptions().setHasText(region))
                .first();
        chip.waitFor();
        if (!chip.locator("input").isChecked()) {
            chip.locator("input").check();
        }
    }

    private static void counts(final Steps steps) {
        assertTrue(node.route(QUIET).replace(" ", "").contains(OUTAGE), "the next contact is an outage");
        assertTrue(steps.areFewAndFast(), steps::toString);
    }

    /** Counts what a person does, with a second of thinking before each. */
    private static final class Steps {
        private static final int MOST = 4;
        private static final long LONGEST_MS = 20_000;
        private static final long THINKING_MS = 1_000;

        private final long startedNs = System.nanoTime();
        private int count;

        void does(final Runnable step) {
            count++;
            step.run();
        }

        boolean areFewAndFast() {
            return count <= MOST && tookMs() <= LONGEST_MS;
        }

        private long tookMs() {
            return (System.nanoTime() - startedNs) / 1_000_000 + count * THINKING_MS;
        }

        @Override
        public String toString() {
            return count + " interactions in " + tookMs() + " ms, a second of thinking before each";
        }
    }
}
