package io.kairoute.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of the table, words of contacts and whatever people type are texts, never markup, however long. */
@Tag("browser")
class HostileTextTest {
    static final List<String> TEXTS = List.of(
            "<img src=x onerror=alert(1)>",
            "\"><script>alert(1)</script>",
            "${alert(1)}",
            "{{constructor.constructor('alert(1)')()}}",
            "javascript:alert(1)",
            "<svg/onload=alert(1)>",
            "'-alert(1)-'",
            "=HYPERLINK(\"http://evil.example\")",
            "<a href='//evil.example'>press</a>",
            "</textarea><iframe srcdoc='<script>alert(1)</script>'>");

    private static final Pattern NAME = Pattern.compile("(?m)(?<=^ {4}name: ).+$|(?<=[{,] ?name: )[^,}\\n]+");
    private static final int LONG = 2_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path directory = Path.of("");

    private static ConsoleNode node;

    @BeforeAll
    static void start() {
        node = ConsoleNode.start(directory, HostileTextTest::named).withContacts(20);
        for (final String text : TEXTS) {
            final ObjectNode contact = JSON.createObjectNode();
            contact.put("contact_id", text)
                    .put("channel", "VOICE")
                    .put("intent", text)
                    .put("intent_confidence", 0.9);
            contact.put("product", text).put("device", text).put("entry_point", text);
            node.route(contact.toString());
        }
        final ObjectNode declared = JSON.createObjectNode();
        declared.putObject("live_occasion")
                .put("occasion", "outage")
                .put("expire_time", Instant.now().plusSeconds(3_000).toString())
                .put("reason", TEXTS.get(1));
        node.control("liveOccasions", declared.toString());
        for (final String text : TEXTS) {
            final ObjectNode note = JSON.createObjectNode();
            note.putObject("note").put("kind", "HANDOVER").put("title", text).put("markdown", text);
            node.control("notes", note.toString());
        }
    }

    /** Every name of the table is one of the texts. */
    private static String named(final String table) {
        final AtomicInteger at = new AtomicInteger();
        return NAME.matcher(table)
                .replaceAll(found ->
                        Matcher.quoteReplacement(JSON.valueToTree(TEXTS.get(at.getAndIncrement() % TEXTS.size()))
                                .toString()));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/now", "/live?declare=outage", "/why", "/handover", "/log", "/wall", "/outage"})
    void shouldShowMarkupAsTheTextThatItIs(final String address) {
        try (Visit visit = Visit.of(node).at(address)) {
            assertThat(visit.page().locator("main")).containsText("alert(1)");

            isPlain(visit);
        }
    }

    @Test
    void shouldTellADecisionAboutHostileWords() {
        try (Visit visit = Visit.of(node).at("/why")) {
            for (int i = 0; i < 3; i++) {
                visit.page().locator(".found a").nth(i).click();
                visit.page().locator(".ledger").waitFor();

                isPlain(visit.fits());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/live?declare=outage", "/why", "/handover", "/log"})
    void shouldTakeLongTextsInEveryField(final String address) {
        try (Visit visit = Visit.of(node).excuse("Failed to load resource").at(address)) {
            final Locator fields = visit.page()
                    .locator(
                            "input:not([type=radio], [type=checkbox], [type=date], [type=time], [type=number]):visible");
            assertThat(fields).not().hasCount(0);
            for (int i = 0; i < fields.count(); i++) {
                final String text = TEXTS.get(i % TEXTS.size());
                fields.nth(i).fill(text.repeat(LONG / text.length() + 1).substring(0, LONG));
                fields.nth(i).press("Enter");
            }

            isPlain(visit.fits());
        }
    }

    private static void isPlain(final Visit visit) {
        assertEquals(
                0,
                visit.page()
                        .locator(
                                "main :is(img, iframe, script, object, embed), main a[href*=evil], main a[href^=javascript]")
                        .count());
    }
}
