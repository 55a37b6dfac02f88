package io.kairoute.ctl.help;

import java.util.Collection;
import java.util.Optional;

/** Finds the word that was meant: the one that the fewest slips of a typist lead to. */
public final class Alike {
    private Alike() {}

    /** The most alike of some words; none where more than a third of the letters would be slips. */
    public static Optional<String> of(final String typed, final Collection<String> words) {
        String best = "";
        int fewest = Math.max(1, typed.length() / 3) + 1;
        for (final String word : words) {
            final int slips = slips(typed, word);
            if (slips < fewest) {
                fewest = slips;
                best = word;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    // A letter too many, too few, another one, or two that changed places, each is one slip (optimal string alignment).
    private static int slips(final String typed, final String word) {
        final int[][] slips = new int[typed.length() + 1][word.length() + 1];
        for (int i = 0; i <= typed.length(); i++) {
            for (int j = 0; j <= word.length(); j++) {
                if (i == 0 || j == 0) {
                    slips[i][j] = i + j;
                    continue;
                }
                final int other = typed.charAt(i - 1) == word.charAt(j - 1) ? 0 : 1;
                slips[i][j] = Math.min(Math.min(slips[i - 1][j], slips[i][j - 1]) + 1, slips[i - 1][j - 1] + other);
                final boolean isSwapped = i > 1
                        && j > 1
                        && typed.charAt(i - 1) == word.charAt(j - 2)
                        && typed.charAt(i - 2) == word.charAt(j - 1);
                if (isSwapped) {
                    slips[i][j] = Math.min(slips[i][j], slips[i - 2][j - 2] + 1);
                }
            }
        }
        return slips[typed.length()][word.length()];
    }
}
