package io.kairoute.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nobody has to scroll sideways to read a page, on a phone or with twice as large letters, however long the names are; {@code
 * -Dkairoute.write.pages=true} leaves pictures to look at.
 */
@Tag("browser")
class ReflowTest {
    private static final Path PICTURES = Path.of("target", "console-states");
    private static final String LONG = "A name that somebody wrote as if it were the sentence that explains it";

    /** A window of 1280 pixels shows half as many of a page that is twice as large. */
    private static final int ZOOMED = 640;

    private static final int PHONE = 360;

    /** Boxes that scroll sideways; tables that are read in both directions may. */
    private static final String SIDEWAYS = """
            () => [...document.querySelectorAll('main *, dialog *')]
              .filter(box => box.scrollWidth > box.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(box).overflowX))
              .filter(box => !box.matches('.wide:has(.ledger), .now section, .now .scroll'))
              .map(box => box.localName + '.' + box.className + ' holds ' + [...box.querySelectorAll('*')]
                .filter(one => one.getBoundingClientRect().right > box.getBoundingClientRect().left + box.clientWidth + 1).map(one => one.localName + '.' + one.className))""";

    @TempDir
    private static Path directory = Path.of("");

    private static ConsoleNode node;

    @BeforeAll
    static void start() {
        node = ConsoleNode.start(directory, table -> table.replace("name: Service outage", "name: " + LONG + " outage")
                .replace("name: Billing", "name: " + LONG + " billing"));
        final Instant now = Instant.now();
        for (final String id : List.of("cable-812", "a-live-occasion-with-an-id-of-more-letters-than-fit-anywhere")) {
            node.control("liveOccasions", """
                    {"live_occasion":{"id":"%s","occasion":"outage","regions":["US-FL-MIAMI-BEACH-NORTH","US-GA"],"channels":["VOICE","CHAT"],
                    "expire_time":"%s","reason":"cable cut, %s"}}""".formatted(id, now.plusSeconds(7_800), LONG));
        }
        node.control("queues/billing:override", """
                {"kind":"REDIRECT","redirect_to":"general","expire_time":"%s","reason":"%s"}""".formatted(now.plusSeconds(3_300), LONG));
        node.control("switches/experiments:set", """
                {"off":true,"expire_time":"%s","reason":"%s"}""".formatted(now.plusSeconds(10_000), LONG));
        node.control("drafts", "{\"draft\":\"spring\",\"title\":\"" + LONG + "\"}");
        node.control(
                "notes",
                "{\"note\":{\"kind\":\"HANDOVER\",\"title\":\"Handover from ben to carla\",\"markdown\":\"" + LONG
                        + "\"}}");
        node.withContacts(40);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/now, .queues tbody tr",
        "/live, .live-table tbody tr",
        "/live?declare=outage, k-reason .chip",
        "/why?occasion=outage, .found a",
        "/handover, .deviations tbody tr",
        "/log, .log-cards li",
        "/wall, .wall-live li",
        "/outage, .cards li"
    })
    void shouldLayNothingBesideTheWindow(final String address, final String awaited) {
        try (Visit visit = Visit.of(node, PHONE, 740, ColorScheme.LIGHT).at(address)) {
            final Page page = visit.page();
            if (address.startsWith("/why")) {
                page.locator(awaited).first().click();
                page.locator(".ledger").waitFor();
            }
            for (final int width : List.of(PHONE, ZOOMED)) {
                page.setViewportSize(width, width == PHONE ? 740 : 400);
                page.locator(awaited).first().waitFor();
                assertThat(page.locator(".state.error, .state.loading")).hasCount(0);
                seen(visit, width, address);

                visit.fits();

                assertEquals(List.of(), page.evaluate(SIDEWAYS), address + " at " + width + " pixels");
            }
        }
    }

    private static void seen(final Visit visit, final int width, final String address) {
        if (Boolean.getBoolean("kairoute.write.pages")) {
            try {
                Files.createDirectories(PICTURES);
                final String name = "reflow-" + width + address.replaceAll("\\W+", "-") + ".png";
                Files.write(
                        PICTURES.resolve(name),
                        visit.page().screenshot(new Page.ScreenshotOptions().setFullPage(true)));
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
