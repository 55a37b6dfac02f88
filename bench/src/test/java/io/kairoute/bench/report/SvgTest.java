package io.kairoute.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SvgTest {
    @Test
    void shouldDrawAStepThatIsSmallerThanItsErrorAsSuch() {
        final String picture = Svg.ladder(
                "steps",
                List.of(
                        new Svg.Bar("one", 100, 90, 110, 0),
                        new Svg.Bar("two", 5, -3, 13, 0),
                        new Svg.Bar("three", -40, -90, 10, 0)),
                "ns");

        assertEquals(2, picture.split("within its error", -1).length - 1);
        assertTrue(picture.contains("100 ns"), picture);
        assertFalse(picture.contains("-40"), picture);
    }

    @Test
    void shouldDrawWhatIsFasterToTheLeftOfOneAndWhatIsSlowerToItsRight() {
        final String picture = Svg.ratios(
                "ratios", List.of(new Svg.Bar("slower", 10, 9, 11, 0), new Svg.Bar("faster", 0.5, 0.4, 0.6, 1)));

        // One stands in the middle of the tenths, ones and tens.
        final double one = Double.parseDouble(picture.replaceAll("(?s).*<line x1='([0-9.]+)'[^>]*class='one'.*", "$1"));
        final List<Double> bars = java.util.regex.Pattern.compile("<rect x='([0-9.]+)'")
                .matcher(picture)
                .results()
                .map(bar -> Double.parseDouble(bar.group(1)))
                .toList();
        assertEquals(one, bars.get(0), 0.11);
        assertTrue(bars.get(1) < one, bars + " one=" + one);
    }

    @Test
    void shouldNameEverySizeOfAGrowth() {
        final String picture = Svg.growth("growth", Map.of("a line", Map.of("10", 1.0, "1,000", 30.0)), "ns");

        assertTrue(picture.contains(">10<") && picture.contains(">1,000<") && picture.contains(">a line<"), picture);
    }
}
