package io.kairoute.node.capacity;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number as people write large ones: 20000, 300k, 10M, 1.5M. */
final class Amount implements ITypeConverter<Double> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)([kKmMgG]?)");
    private static final String UNITS = "KMG";
    private static final double STEP = 1_000;
    private static final double MOST = 1e9;

    @Override
    public Double convert(final String typed) {
        final Matcher form = FORM.matcher(typed);
        if (form.matches()) {
            final String unit = form.group(2).toUpperCase(Locale.ROOT);
            final int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
            final double amount = Double.parseDouble(form.group(1)) * Math.pow(STEP, power);
            if (amount <= MOST) {
                return amount;
            }
        }
        throw new TypeConversionException("is no number up to 1000M, as 20000, 300k or 10M.");
    }
}
