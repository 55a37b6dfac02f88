package io.kairoute.router.signal;

import io.kairoute.router.Limits;
import org.jspecify.annotations.Nullable;

/** What is wrong with a region that somebody names in a rule or a scope; of those that contacts bring, levels are cut. */
public final class RegionLevels {
    private RegionLevels() {}

    /** A clause such as {@code has 9 levels, the limit is 8}; null where nothing is wrong. */
    public static @Nullable String fault(final String region) {
        final int levels = count(region);
        return levels > Limits.REGION_LEVELS
                ? "has " + levels + " levels, the limit is " + Limits.REGION_LEVELS
                : hasEmpty(region) ? "has a level without a letter, so that nothing fits it" : null;
    }

    /** How many levels it has. */
    public static int count(final String region) {
        int levels = 1;
        for (int i = 0; i < region.length(); i++) {
            levels += region.charAt(i) == '-' ? 1 : 0;
        }
        return levels;
    }

    /** Whether two hyphens follow each other, or one stands at an end. */
    public static boolean hasEmpty(final String region) {
        return region.startsWith("-") || region.endsWith("-") || region.contains("--");
    }
}
