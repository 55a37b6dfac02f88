package io.kairoute.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the clock of the browser's machine shows, times are those of the node. */
@Tag("browser")
class ClockTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneId.of("America/New_York"));
    private static final long SPAN_S = 1_800;

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(longs = {-3_600, 3_600})
    void shouldTellTimesByTheNodesClockWhereTheBrowsersIsAnHourOff(final long aheadS) throws Exception {
        try (ConsoleNode node = ConsoleNode.start(directory);
                Visit visit = Visit.of(node)) {
            final Page page = visit.page();
            page.clock()
                    .install(new Clock.InstallOptions()
                            .setTime(Instant.now().plusSeconds(aheadS).toEpochMilli()));
            visit.at("/live?declare=outage");
            page.waitForFunction("() => document.querySelector('k-shell').app.now.isThere");
            page.locator("k-until label")
                    .filter(new Locator.FilterOptions().setHasText("30 m"))
                    .click();
            page.locator("#reason").fill("by the node's clock");
            visit.declare().click();

            assertThat(page.locator(".live-table tbody tr")).containsText(Pattern.compile("(29|30) m"));
            final Instant end = Instant.parse(JSON.readTree(node.read("liveOccasions"))
                    .path("live_occasions")
                    .path(0)
                    .path("expire_time")
                    .asText());
            final long leftS = Duration.between(Instant.now(), end).toSeconds();
            assertTrue(leftS > SPAN_S - 60 && leftS <= SPAN_S, leftS + " s are left");
            final String shown = page.locator("k-head time").first().innerText();
            assertTrue(
                    Stream.of(-60, 0, 60)
                            .anyMatch(offS ->
                                    shown.equals(MINUTES.format(Instant.now().plusSeconds(offS)))),
                    shown);
        }
    }
}
