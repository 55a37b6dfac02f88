package io.kairoute.router.table;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses which known name a person meant. */
public final class NearestName {
    /** Longer names are not compared: nobody's slip, and the cost grows with the square. */
    private static final int LONGEST = 64;

    private NearestName() {}

    /** The known name that differs least, if it differs by a third of its letters or less; else null. */
    public static @Nullable String of(final String name, final Collection<String> known) {
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (final String candidate : known) {
            if (Math.abs(candidate.length() - name.length()) > tolerance(candidate)) {
                continue;
            }
            final int distance = distance(name, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest != null && least <= tolerance(nearest) ? nearest : null;
    }

    /** A clause for a remedy, {@code ; did you mean "x"?}, or a full stop where nothing is near. */
    public static String hint(final String name, final Collection<String> known) {
        final String nearest = of(name, known);
        return nearest == null ? "." : "; did you mean \"" + nearest + "\"?";
    }

    private static int tolerance(final String name) {
        return Math.max(1, (name.length() + 1) / 3);
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one name into the other. */
    private static int distance(final String name, final String candidate) {
        if (name.length() > LONGEST || candidate.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        final String a = name.toLowerCase(Locale.ROOT);
        final String b = candidate.toLowerCase(Locale.ROOT);
        int[] beforePrevious = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                final int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    current[j] = Math.min(current[j], 1 + beforePrevious[j - 2]);
                }
            }
            final int[] spare = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = spare;
        }
        return previous[b.length()];
    }
}
