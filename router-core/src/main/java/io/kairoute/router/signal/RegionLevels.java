package io.kairoute.router.signal;

import io.kairoute.router.Limits;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wrong with a region that somebody names in a rule or a scope; of those that contacts bring, levels are cut. */
public final class RegionLevels {
    private RegionLevels() {}

    /** A clause such as {@code has 9 levels, the limit is 8}; null where nothing is wrong. */
    public static @Nullable String fault(final String region) {
        final int levels = count(region);
        if (levels > Limits.REGION_LEVELS) {
            return "has " + levels + " levels, the limit is " + Limits.REGION_LEVELS;
        }
        if (levels(region).anyMatch(String::isEmpty)) {
            return "has a level without a letter, so that nothing fits it";
        }
        return hasOdd(region) ? "has a blank before or behind a level, so that nothing fits it" : null;
    }

    /** How many levels it has. */
    public static int count(final String region) {
        int levels = 1;
        for (int i = 0; i < region.length(); i++) {
            levels += region.charAt(i) == '-' ? 1 : 0;
        }
        return levels;
    }

    /** Whether one of its levels is empty, or begins or ends with a blank. */
    public static boolean hasOdd(final String region) {
        return levels(region).anyMatch(level -> level.isEmpty() || !level.equals(level.strip()));
    }

    private static Stream<String> levels(final String region) {
        return Arrays.stream(region.split("-", -1));
    }
}
