package io.kairoute.router.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds what is computed eight bytes at a time against what a regular expression and a loop say. */
class NormalizedTextTest {
    private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*");
    private static final String CHARACTERS = "aAbBzZmM0189-_-_ @[`{/:\u007f\u0000\u00e4";
    private static final int TEXTS = 200_000;

    private final NormalizedText text = new NormalizedText();

    @Test
    void shouldTakeTheLanguageTagsThatAPatternTakes() {
        final SplittableRandom random = new SplittableRandom(1);
        int tags = 0;
        for (int i = 0; i < TEXTS; i++) {
            final String given = random(random, 20);
            final boolean isTag = TAG.matcher(given).matches();
            final byte[] bytes = given.getBytes(StandardCharsets.UTF_8);

            assertEquals(isTag, text.language(padded(bytes), 1, bytes.length), given);
            assertEquals(isTag ? given.toLowerCase(Locale.ROOT).replace('_', '-') : "", text(), given);
            tags += isTag ? 1 : 0;
        }
        assertEquals(true, tags > TEXTS / 100, "texts that are tags: " + tags);
    }

    @Test
    void shouldUpperCaseRegionsAndCutThemAtTheirLimit() {
        final SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < TEXTS; i++) {
            final String given = random(random, 60);
            final byte[] bytes = given.getBytes(StandardCharsets.UTF_8);

            text.region(padded(bytes), 1, bytes.length);

            assertEquals(region(given), text(), given);
            if (RegionLevels.count(given) <= Limits.REGION_LEVELS) {
                assertEquals(text(), AsciiCase.upper(given), "what a scope names is compared with it");
            }
        }
    }

    @Test
    void shouldFindShortNamesInAnyCaseAndNothingLikeThem() {
        final ShortNames names = new ShortNames(List.of("VOICE", "CALLBACK"));
        for (final String found : List.of("VOICE", "voice", "VoIcE")) {
            assertEquals(0, find(names, found), found);
        }
        assertEquals(1, find(names, "callBACK"));
        for (final String other :
                List.of("", "VOIC", "VOICE ", "VOICES", "VO CE", "6OICE", "CALLBACKS", "V\u0000ICE")) {
            assertEquals(ShortNames.MISSING, find(names, other), other);
        }
    }

    private static int find(final ShortNames names, final String name) {
        final byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return names.find(padded(bytes), 1, bytes.length);
    }

    // Half of the texts are built of subtags, since what is drawn letter by letter is hardly ever a tag.
    private static String random(final SplittableRandom random, final int most) {
        return random.nextBoolean()
                ? random.ints(random.nextInt(most), 0, CHARACTERS.length())
                        .mapToObj(i -> CHARACTERS.substring(i, i + 1))
                        .collect(Collectors.joining())
                : random.ints(random.nextInt(1, 12), 0, 8)
                        .mapToObj(length -> "aBc1xYz9q".substring(0, length))
                        .collect(Collectors.joining(random.nextBoolean() ? "-" : "_"));
    }

    private static String region(final String given) {
        final String upper = given.chars()
                .mapToObj(c -> c >= 'a' && c <= 'z' ? Character.toString(c - 32) : Character.toString(c))
                .collect(Collectors.joining());
        return Arrays.stream(upper.split("-", -1)).limit(Limits.REGION_LEVELS).collect(Collectors.joining("-"));
    }

    // What stands around a text must not matter.
    private static byte[] padded(final byte[] bytes) {
        final byte[] padded = new byte[bytes.length + 2];
        Arrays.fill(padded, (byte) '-');
        System.arraycopy(bytes, 0, padded, 1, bytes.length);
        return padded;
    }

    private String text() {
        return new String(text.bytes(), 0, text.length(), StandardCharsets.UTF_8);
    }
}
