package io.kairoute.gateway.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of each property that somebody set, with the place where; reads it as what it should be. */
final class Settings {
    private record Setting(String text, String place) {}

    private final Map<Property, Setting> settings = new EnumMap<>(Property.class);

    /** Sets a property; a later call wins. */
    void put(final Property property, final String text, final String place) {
        settings.put(property, new Setting(text, place));
    }

    boolean has(final Property property) {
        return settings.containsKey(property);
    }

    String text(final Property property) {
        final Setting setting = settings.get(property);
        return setting == null ? property.defaultText() : setting.text;
    }

    /** Where a property was set; the word default when nobody set it. */
    String place(final Property property) {
        final Setting setting = settings.get(property);
        return setting == null ? "default" : setting.place;
    }

    int integer(final Property property) {
        final String text = text(property).strip();
        try {
            return Integer.parseInt(text);
        } catch (final NumberFormatException e) {
            throw new Invalid(property, property.path() + "=" + text + " is not a whole number");
        }
    }

    long durationMs(final Property property) {
        final String text = text(property).strip();
        final long value = DurationText.parseMs(text);
        if (value < 0) {
            throw new Invalid(property, property.path() + "=" + text + " is not a duration such as 50ms, 2s, 5m or 1h");
        }
        return value;
    }

    /** One of a few words. */
    String word(final Property property, final String... allowed) {
        final String text = text(property).strip();
        if (!Arrays.asList(allowed).contains(text)) {
            throw new Invalid(property, property.path() + "=" + text + " is not one of " + String.join(", ", allowed));
        }
        return text;
    }

    @Nullable
    Path path(final Property property) {
        final String text = text(property).strip();
        return text.isEmpty() ? null : path(property, text);
    }

    /**
     * The address that a property names, with scheme and host; null where it names none.
     *
     * @param example what one looks like, for a refusal
     */
    @Nullable
    URI url(final Property property, final String example) {
        final String text = text(property).strip();
        if (text.isEmpty()) {
            return null;
        }
        try {
            final URI said = URI.create(text);
            if (said.getScheme() != null && said.getHost() != null) {
                return said;
            }
        } catch (final IllegalArgumentException e) {
            // Told of below, as one without a host is.
        }
        throw new Invalid(property, property.path() + "=" + text + " is no address, such as " + example);
    }

    /** A file or directory that a property names. */
    static Path path(final Property property, final String text) {
        try {
            return Path.of(text);
        } catch (final InvalidPathException e) {
            throw new Invalid(
                    property,
                    property.path() + "=" + text
                            + " cannot name a file here; if it has letters that this process's locale does not"
                            + " know, set LC_ALL=C.UTF-8");
        }
    }

    List<String> list(final Property property) {
        final String text = text(property).strip();
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    Map<String, String> map(final Property property) {
        final Map<String, String> map = new LinkedHashMap<>();
        for (final String pair : list(property)) {
            final int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new Invalid(property, property.path() + " needs name=value pairs");
            }
            if (map.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
                throw new Invalid(property, property.path() + " names " + pair.substring(0, equals) + " twice");
            }
        }
        return map;
    }
}
