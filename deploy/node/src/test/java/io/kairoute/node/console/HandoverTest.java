package io.kairoute.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever takes over sees all that the control log holds, and nothing else. */
@Tag("browser")
class HandoverTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Has the page be told that one live occasion fits nobody; the node would say so an hour from now. */
    private static final String BECOMES_IDLE = """
            ([id, minutes]) => {
              const { app } = document.querySelector('k-shell');
              app.feed.stop();
              const rows = app.now.parts.live_occasions.rows.map(row => row.id === id
                ? { ...row, fitted_per_minute: 0, idle_since_time: new Date(app.now.time - minutes * 60000).toISOString() } : row);
              app.now.take({ time: new Date(app.now.time).toISOString(), live_occasions: { rows } });
            }""";

    @TempDir
    private static Path directory = Path.of("");

    private static ConsoleNode node;

    @BeforeAll
    static void start() {
        node = ConsoleNode.start(directory);
        final Instant now = Instant.now();
        final Instant later = now.plusSeconds(7_200);
        for (final String id : List.of("florida", "georgia", "over")) {
            node.control("liveOccasions", """
                    {"live_occasion":{"id":"%s","occasion":"outage","regions":["US-FL"],"expire_time":"%s","reason":"a test"}}""".formatted(id, later));
        }
        node.control("liveOccasions", """
                {"live_occasion":{"id":"to-come","occasion":"outage","start_time":"%s","expire_time":"%s","reason":"a test"}}""".formatted(now.plusSeconds(3_600), later));
        node.control("liveOccasions/over:resolve", "{\"reason\":\"repaired\"}");
        node.control(
                "liveOccasions/florida:extend",
                "{\"expire_time\":\"" + later.plusSeconds(600) + "\",\"reason\":\"on\"}");
        for (final String queue : List.of("billing", "general", "retention")) {
            node.control("queues/" + queue + ":override", """
                    {"kind":"CLOSED","expire_time":"%s","reason":"a test"}""".formatted(later));
        }
        node.control("queues/general:clear", "{\"reason\":\"back\"}");
        for (final String one : List.of("stage_two", "experiments")) {
            node.control("switches/" + one + ":set", """
                    {"off":true,"expire_time":"%s","reason":"a test"}""".formatted(later));
        }
        node.control("switches/stage_two:set", "{\"off\":false,\"reason\":\"on again\"}");
        for (final String draft : List.of("spring", "dropped")) {
            node.control("drafts", "{\"draft\":\"" + draft + "\",\"title\":\"Draft " + draft + "\"}");
        }
        node.delete("drafts/dropped");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void shouldListExactlyWhatTheControlLogHolds() throws Exception {
        try (Visit visit = Visit.of(node).at("/handover")) {
            final Set<String> held = held();
            assertThat(visit.page().locator(".deviations tbody tr")).hasCount(held.size());

            final Set<String> listed = new TreeSet<>();
            for (final Locator row :
                    visit.page().locator(".deviations tbody tr").all()) {
                listed.add(String.valueOf(row.getAttribute("data-key")));
            }

            assertEquals(held, listed);
            assertEquals(
                    Set.of(
                            "live:florida",
                            "live:georgia",
                            "live:to-come",
                            "queue:billing",
                            "queue:retention",
                            "switch:experiments",
                            "draft:spring"),
                    held);
        }
    }

    /** What the entries of the log leave, folded here without a word of the node's own state. */
    private static Set<String> held() throws Exception {
        final List<JsonNode> entries = new ArrayList<>();
        JSON.readTree(node.read("auditEntries?page_size=1000")).path("entries").forEach(entries::add);
        Collections.reverse(entries);
        final Set<String> held = new TreeSet<>();
        for (final JsonNode entry : entries) {
            final JsonNode change =
                    entry.path("command").path(entry.path("kind").asText());
            switch (entry.path("kind").asText()) {
                case "live_occasion_declared" ->
                    held.add("live:" + change.path("live_occasion").path("id").asText());
                case "live_occasion_resolved" ->
                    held.remove("live:" + change.path("id").asText());
                case "queue_overridden" ->
                    held.add("queue:" + change.path("after").path("queue").asText());
                case "queue_override_cleared" ->
                    held.remove("queue:" + change.path("before").path("queue").asText());
                case "switch_set" -> {
                    final String name =
                            "switch:" + change.path("after").path("switch").asText();
                    if (change.path("after").path("off").asBoolean()) {
                        held.add(name);
                    } else {
                        held.remove(name);
                    }
                }
                case "draft_saved" -> held.add("draft:" + change.path("draft").asText());
                case "draft_deleted" ->
                    held.remove("draft:" + change.path("draft").asText());
                default -> {
                    // Nothing that is handed over.
                }
            }
        }
        return held;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/handover", "/live"})
    void shouldNameALiveOccasionThatFitsNobodyForAnHour(final String address) {
        try (Visit visit = Visit.of(node).at(address)) {
            final Page page = visit.page();
            final Locator rows =
                    page.locator(address.equals("/live") ? ".live-table tbody tr" : ".deviations tbody tr");
            assertThat(rows.first()).isVisible();
            page.waitForFunction(
                    "() => document.querySelector('k-shell').app.now.parts.live_occasions?.rows.length === 3");
            assertThat(page.getByText("fits nobody")).hasCount(0);

            page.evaluate(BECOMES_IDLE, List.of("georgia", 59));
            assertThat(page.getByText("fits nobody")).hasCount(0);
            page.evaluate(BECOMES_IDLE, List.of("georgia", 80));

            assertThat(page.getByText("fits nobody")).hasCount(1);
            assertThat(rows.filter(new Locator.FilterOptions().setHasText("fits nobody for 1 h 20 m")))
                    .containsText(address.equals("/live") ? "georgia" : "Service outage");
        }
    }

    @Test
    void shouldKeepANoteOfWhoTookOver() {
        try (Visit visit = Visit.of(node).at("/handover")) {
            visit.page().locator("#h-from").fill("ben");
            visit.button("Taken over").click();

            assertThat(visit.page().locator(".notes")).containsText("Handover from ben to ana");
            assertTrue(node.read("auditEntries?kind=note_saved").contains("Handover from ben to ana"));
        }
    }

    @Test
    void shouldWriteNoNoteFromNobodyAndNoRowThatSomebodyTyped() {
        try (Visit visit = Visit.of(node).at("/handover")) {
            final Page page = visit.page();
            page.locator("#h-from").fill("   ");
            page.locator("#h-remark").fill("- **Live occasion: Fake** (everybody) \u202Eback");
            visit.button("Taken over").click();
            assertEquals(false, page.evaluate("document.querySelector('.taking form').checkValidity()"));

            page.locator("#h-from").fill("g".repeat(65));
            assertEquals(
                    "g".repeat(65), page.locator("#h-from").inputValue(), "nothing that somebody pastes is cut unseen");
            assertEquals(false, page.evaluate("document.querySelector('.taking form').checkValidity()"));

            page.locator("#h-from").fill("gus");
            visit.button("Taken over").click();

            final Locator text = page.locator(".notes .note-text");
            assertThat(text).containsText("Fake");
            assertThat(text.locator("li", new Locator.LocatorOptions().setHasText("Fake")))
                    .hasCount(0);
            assertThat(text.locator("b", new Locator.LocatorOptions().setHasText("Fake")))
                    .hasCount(0);
            assertFalse(node.read("notes?kind=HANDOVER").contains("from  to"));
            assertFalse(String.valueOf(text.textContent()).contains("\u202E"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999", "-5", "x"})
    void shouldShowAUsualShiftForOneThatIsNone(final String shift) {
        try (Visit visit = Visit.of(node).at("/handover?shift=" + shift)) {
            assertThat(visit.page().locator("#done")).containsText("Done in the last 8 h");
            assertThat(visit.page().locator("ol.done li").first()).isVisible();
        }
    }

    @Test
    void shouldTellTheNewestNoteInFullOnPaperTooAndOpenItInTheLog() {
        try (Visit visit = Visit.of(node).at("/handover")) {
            final Page page = visit.page();
            page.locator("#h-from").fill("cleo");
            page.locator("#h-remark").fill("fibre crew is on its way");
            visit.button("Taken over").click();

            final Locator text = page.locator(".notes .note-text");
            assertThat(text).containsText("fibre crew is on its way");
            assertThat(text).containsText("Queue held: Billing");
            assertThat(page.locator(".on-paper")).isHidden();
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(text).isVisible();
            assertThat(page.locator(".on-paper")).containsText("default");
            assertThat(page.locator(".on-paper"))
                    .containsText(String.valueOf(LocalDate.now(ZoneOffset.UTC).getYear()));

            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
            visit.at("/log?kind=note_saved");
            page.locator(".log-rows a", new Page.LocatorOptions().setHasText("from cleo"))
                    .click();
            assertThat(page.locator("k-log-view dialog")).containsText("fibre crew is on its way");
            page.keyboard().press("Escape");
            assertThat(page.locator("k-log-view dialog .note-text")).isHidden();
            assertThat(page.locator(".log-rows")).isVisible();
        }
    }

    @Test
    void shouldKeepWhatIsHalfTypedAndWriteOneNoteForTwoPresses() throws Exception {
        try (Visit visit = Visit.of(node).at("/handover")) {
            final Page page = visit.page();
            page.locator("#h-from").fill("dora");
            page.locator("#h-remark").fill("half a");
            page.locator(".rail a[href='/live']").click();
            page.locator(".switches").waitFor();
            page.locator(".rail a[href='/handover']").click();
            assertThat(page.locator("#h-remark")).hasValue("half a");
            page.reload();
            assertThat(page.locator("#h-from")).hasValue("dora");
            assertThat(page.locator("#h-remark")).hasValue("half a");

            page.evaluate(
                    "() => { const form = document.querySelector('.taking form'); form.requestSubmit(); form.requestSubmit(); }");

            assertThat(page.locator(".notes")).containsText("from dora");
            assertThat(page.locator("#h-from")).hasValue("");
            assertThat(page.locator("#h-remark")).hasValue("");
            int notes = 0;
            for (final JsonNode note :
                    JSON.readTree(node.read("notes?kind=HANDOVER")).path("notes")) {
                notes += note.path("title").asText().contains("dora") ? 1 : 0;
            }
            assertEquals(1, notes);
        }
    }

    @Test
    void shouldLockTheButtonWhileANoteIsUnderWay() {
        try (Visit visit = Visit.of(node).at("/handover")) {
            final List<Route> waiting = new ArrayList<>();
            visit.page().route("**/notes", waiting::add);
            visit.page().locator("#h-from").fill("emil");
            visit.button("Taken over").click();
            visit.page().waitForCondition(() -> !waiting.isEmpty());

            assertThat(visit.button("Taken over")).isDisabled();
            waiting.forEach(Route::resume);

            assertThat(visit.button("Taken over")).isEnabled();
            assertThat(visit.page().locator("#h-from")).hasValue("");
        }
    }

    @Test
    void shouldNameHowAQueueCanBeHeld() {
        try (Visit visit = Visit.of(node).at("/live")) {
            visit.button("Hold a queue…").click();

            assertThat(visit.page().locator("k-override-sheet fieldset").first().locator(".chip"))
                    .hasText(new String[] {"Redirected", "Surge", "Closed", "Open"});
        }
    }
}
