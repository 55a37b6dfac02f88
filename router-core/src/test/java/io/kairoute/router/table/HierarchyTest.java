package io.kairoute.router.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HierarchyTest {
    @Test
    void shouldFindTheNearestWordAroundEach() {
        assertEquals(
                List.of("AU-VIC", "", "AU", "", "AU-VIC"),
                wider(List.of("AU-VIC-3000", "AU", "AU-VIC", "NZ", "AU-VIC-3001-X")));
    }

    @Test
    void shouldNotTakeAWordForOneAroundAnotherThatMerelyBeginsWithIt() {
        assertEquals(List.of("", "", ""), wider(List.of("AU", "AUS-VIC", "AU!-VIC")));
    }

    @Test
    void shouldFindAWordAroundBehindOthersThatSortBetweenTheTwo() {
        assertEquals(List.of("", "", "", "AU"), wider(List.of("AU", "AU!", "AU,1", "AU-VIC")));
    }

    @Test
    void shouldFindWhatALookAtEveryLevelFinds() {
        final Random random = new Random(20_261_129);
        for (int round = 0; round < 500; round++) {
            final List<String> words = words(random);

            assertEquals(words.stream().map(word -> byLevels(word, words)).toList(), wider(words));
        }
    }

    private static List<String> words(final Random random) {
        final List<String> words = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            final StringBuilder word = new StringBuilder();
            for (int length = 1 + random.nextInt(9); length > 0; length--) {
                word.append("ab-!~".charAt(random.nextInt(5)));
            }
            if (!words.contains(word.toString())) {
                words.add(word.toString());
            }
        }
        return words;
    }

    private static String byLevels(final String word, final List<String> words) {
        for (int hyphen = word.lastIndexOf('-'); hyphen > 0; hyphen = word.lastIndexOf('-', hyphen - 1)) {
            if (words.contains(word.substring(0, hyphen))) {
                return word.substring(0, hyphen);
            }
        }
        return "";
    }

    private static List<String> wider(final List<String> words) {
        final Hierarchy hierarchy = Hierarchy.of(words);
        final List<String> wider = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            wider.add(hierarchy.wider(i) == Hierarchy.NONE ? "" : words.get(hierarchy.wider(i)));
        }
        return wider;
    }
}
