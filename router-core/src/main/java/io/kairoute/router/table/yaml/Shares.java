package io.kairoute.router.table.yaml;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Shares as documents spell them, {@code 0.05} or {@code 5%}; whole basis points inside. */
final class Shares {
    private static final Pattern SPELLING = Pattern.compile("[+-]?[0-9]{0,9}(\\.[0-9]{0,20})?%?");
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final int BASIS_POINT_SCALE = 4;

    private Shares() {}

    /** {@code floor(x * 10000 + 0.5)}, reckoned exactly; null for what is not a share. */
    static @Nullable Integer parse(final String text) {
        if (!SPELLING.matcher(text).matches() || text.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        final boolean isPercent = text.endsWith("%");
        final BigDecimal number = new BigDecimal(isPercent ? text.substring(0, text.length() - 1) : text);
        final BigDecimal basisPoints = number.scaleByPowerOfTen(isPercent ? BASIS_POINT_SCALE - 2 : BASIS_POINT_SCALE);
        final BigDecimal rounded = basisPoints.add(HALF).setScale(0, RoundingMode.FLOOR);
        return rounded.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0 ? null : rounded.intValueExact();
    }

    /** The shortest decimal fraction. */
    static String format(final int basisPoints) {
        return BigDecimal.valueOf(basisPoints, BASIS_POINT_SCALE)
                .stripTrailingZeros()
                .toPlainString();
    }
}
