package io.kairoute.node.capacity;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/** The values of all constants. They stand in {@code constants.properties} beside this class. Immutable. */
public final class Constants {
    private static final String FILE = "constants.properties";
    private static final Constants SHIPPED = shippedOnes();

    private final Map<Constant, Double> values;

    private Constants(final Map<Constant, Double> values) {
        this.values = values;
    }

    /** The ones that this version ships. */
    public static Constants shipped() {
        return SHIPPED;
    }

    /** Values that were measured elsewhere. */
    public static Constants of(final Map<Constant, Double> values) {
        if (values.size() != Constant.values().length) {
            throw new IllegalArgumentException("values=" + values.keySet() + " are not all that there are");
        }
        return new Constants(new EnumMap<>(values));
    }

    /** Reads them as {@link #text} writes them. */
    public static Constants read(final Reader in) throws IOException {
        final Properties read = new Properties();
        read.load(in);
        final Map<Constant, Double> values = new EnumMap<>(Constant.class);
        for (final Constant constant : Constant.values()) {
            final String value = read.getProperty(constant.key());
            if (value == null) {
                throw new IllegalArgumentException(FILE + " lacks " + constant.key());
            }
            values.put(constant, Double.valueOf(value));
        }
        return new Constants(values);
    }

    /** One of them. */
    public double of(final Constant constant) {
        return values.getOrDefault(constant, Double.NaN);
    }

    /** So many of one of them, rounded up. */
    long times(final double count, final Constant constant) {
        return (long) Math.ceil(count * of(constant));
    }

    /**
     * The text of the file.
     *
     * @param head lines that say how they were measured
     */
    public String text(final Iterable<String> head) {
        final StringBuilder text = new StringBuilder();
        head.forEach(line -> text.append("# ").append(line).append('\n'));
        for (final Constant constant : Constant.values()) {
            final double value = of(constant);
            text.append("\n# ").append(constant.meaning()).append('\n');
            text.append(constant.key()).append('=');
            // Whole numbers, but for the few bytes of a key, where a tenth counts.
            text.append(
                    value < 1_000 ? String.valueOf(Math.round(value * 10) / 10.0) : String.valueOf(Math.round(value)));
            text.append('\n');
        }
        return text.toString();
    }

    private static Constants shippedOnes() {
        final InputStream file = Constants.class.getResourceAsStream(FILE);
        if (file == null) {
            throw new IllegalStateException(FILE + " is not on the class path");
        }
        try (Reader in = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            return read(in);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
