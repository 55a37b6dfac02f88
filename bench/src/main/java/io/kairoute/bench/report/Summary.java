package io.kairoute.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The figures of one run by name: a flat object of numbers. Thread-confined: owned by a command. */
public final class Summary {
    private static final double ROUNDING = 10_000;

    private final Map<String, Double> figures = new TreeMap<>();

    /** Adds a figure; one that could not be measured, given as NaN or infinity, is left out. */
    public void put(final String name, final double figure) {
        if (Double.isFinite(figure)) {
            figures.put(name, Math.rint(figure * ROUNDING) / ROUNDING);
        }
    }

    /** Name to figure. */
    public Map<String, Double> figures() {
        return Collections.unmodifiableMap(figures);
    }

    void write(final Path file) {
        try {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), figures);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
