package io.kairoute.gateway.console.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The colours of both themes against each other, as WCAG 2.2 computes it from what the tokens say. */
class ContrastTest {
    private static final double OF_TEXT = 4.5;
    private static final double OF_MARKS = 3;
    private static final String OKLCH = "oklch\\(([\\d.]+) ([\\d.]+) ([\\d.]+)\\)";
    private static final Pattern TOKEN =
            Pattern.compile("--([a-z0-9-]+): light-dark\\(" + OKLCH + ", " + OKLCH + "\\);");
    private static final List<String> GROUNDS = List.of("paper", "raised", "sunk");
    private static final List<String> WORDS =
            List.of("ink", "ink-2", "accent", "one", "two", "live", "held", "ok", "warn", "bad");

    /** Colours of one theme by their names, as relative luminance. */
    private static Map<String, Double> theme(final int firstGroup) {
        final Map<String, Double> colours = new HashMap<>();
        final Matcher tokens = TOKEN.matcher(Scripts.read("css/tokens.css"));
        while (tokens.find()) {
            colours.put(
                    tokens.group(1),
                    luminance(
                            Double.parseDouble(tokens.group(firstGroup)),
                            Double.parseDouble(tokens.group(firstGroup + 1)),
                            Math.toRadians(Double.parseDouble(tokens.group(firstGroup + 2)))));
        }
        return colours;
    }

    /** The luminance of a colour of OKLCH; what a screen cannot show is cut to what it can. */
    private static double luminance(final double lightness, final double chroma, final double hue) {
        final double a = chroma * Math.cos(hue);
        final double b = chroma * Math.sin(hue);
        final double l = Math.pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
        final double m = Math.pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
        final double s = Math.pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
        final double red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
        final double green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
        final double blue = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s;
        return 0.2126 * shown(red) + 0.7152 * shown(green) + 0.0722 * shown(blue);
    }

    private static double shown(final double linear) {
        return Math.max(0, Math.min(1, linear));
    }

    private static double contrast(final double one, final double other) {
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static List<String> faint(final int firstGroup) {
        final Map<String, Double> theme = theme(firstGroup);
        assertTrue(theme.size() > 20, () -> "tokens that were read: " + theme.keySet());
        final List<String> faint = new ArrayList<>();
        final Pairs pairs = (word, ground, least) -> {
            final double contrast =
                    contrast(Objects.requireNonNull(theme.get(word)), Objects.requireNonNull(theme.get(ground)));
            if (contrast < least) {
                faint.add("%s on %s: %.2f".formatted(word, ground, contrast));
            }
        };
        GROUNDS.forEach(ground -> WORDS.forEach(word -> pairs.check(word, ground, OF_TEXT)));
        List.of("one", "two", "live", "bad", "warn").forEach(word -> {
            pairs.check("ink", word + "-wash", OF_TEXT);
            pairs.check(word, word + "-wash", OF_TEXT);
        });
        pairs.check("on-accent", "accent", OF_TEXT);
        pairs.check("edge", "paper", OF_MARKS);
        pairs.check("edge", "raised", OF_MARKS);
        return faint;
    }

    private interface Pairs {
        void check(String word, String ground, double least);
    }

    @Test
    void shouldBeReadableInLightColours() {
        assertEquals(List.of(), faint(2));
    }

    @Test
    void shouldBeReadableInDarkColours() {
        assertEquals(List.of(), faint(5));
    }

    @Test
    void shouldComputeWhatWcagDoes() {
        assertEquals(21, contrast(luminance(1, 0, 0), luminance(0, 0, 0)), 0.01);
        assertEquals(
                4.0,
                contrast(luminance(1, 0, 0), luminance(0.62796, 0.25768, Math.toRadians(29.234))),
                0.01,
                "red on white");
    }
}
