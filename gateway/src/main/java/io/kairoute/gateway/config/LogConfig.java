package io.kairoute.gateway.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is logged, and how. Immutable.
 *
 * <p>What libraries write at debug holds what callers sent; so those levels are for our own loggers alone, of which none does.
 *
 * @param isJson whether each line is a JSON object
 * @param levels logger to level
 * @param levelsFile file of more of them, which may change; null for none
 */
public record LogConfig(
        boolean isJson,
        Map<String, String> levels,
        @Nullable Path levelsFile) {
    private static final List<String> ANYWHERE = List.of("off", "error", "warn", "info");
    private static final List<String> OURS_ALONE = List.of("debug", "trace");
    private static final String OURS = "io.kairoute";
    private static final Pattern LOGGER = Pattern.compile("[A-Za-z0-9_$]{1,100}(?:\\.[A-Za-z0-9_$]{1,100}){0,30}");
    private static final long MAX_BYTES = 64 * 1024;

    /** Checks the levels. */
    public LogConfig {
        levels = Map.copyOf(levels);
        levels.forEach((logger, level) -> {
            final String wrong = wrong(logger, level);
            if (!wrong.isEmpty()) {
                throw new Invalid(Property.LOG_LEVELS, Property.LOG_LEVELS.path() + ": " + wrong);
            }
        });
    }

    static LogConfig of(final Settings settings) {
        return new LogConfig(
                settings.word(Property.LOG_FORMAT, "text", "json").equals("json"),
                settings.map(Property.LOG_LEVELS),
                settings.path(Property.LOG_LEVELS_FILE));
    }

    /**
     * The levels as they are now: those of the file, where there is one, before those of the configuration.
     *
     * @throws IllegalArgumentException when the file has a line that is none, with its number
     */
    public Map<String, String> levelsNow() {
        final Map<String, String> now = new LinkedHashMap<>(levels);
        if (levelsFile != null) {
            now.putAll(read(levelsFile));
        }
        return now;
    }

    private static Map<String, String> read(final Path file) {
        final Map<String, String> read = new LinkedHashMap<>();
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException(file + ": the file is over " + MAX_BYTES + " bytes");
            }
            final List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                take(lines.get(i).strip(), file + ", line " + (i + 1) + ": ", read);
            }
        } catch (final NoSuchFileException e) {
            return Map.of();
        } catch (final CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": the file is no text in UTF-8", e);
        } catch (final IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e.getMessage(), e);
        }
        return read;
    }

    private static void take(final String line, final String place, final Map<String, String> into) {
        if (line.isEmpty() || line.charAt(0) == '#') {
            return;
        }
        final int equals = line.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException(place + "a line is logger=level");
        }
        final String logger = line.substring(0, equals).strip();
        final String level = line.substring(equals + 1).strip();
        final String wrong = wrong(logger, level);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(place + wrong);
        }
        into.put(logger, level);
    }

    // What is wrong with a level of a logger; empty for nothing.
    private static String wrong(final String logger, final String level) {
        if (!LOGGER.matcher(logger).matches()) {
            return "the name of a logger is that of a class or a package, such as " + OURS + ".gateway.identity";
        }
        if (ANYWHERE.contains(level)) {
            return "";
        }
        if (!OURS_ALONE.contains(level)) {
            return "there is no such level; there are " + String.join(", ", ANYWHERE) + ", "
                    + String.join(", ", OURS_ALONE);
        }
        return logger.equals(OURS) || logger.startsWith(OURS + ".")
                ? ""
                : logger + " may not be " + level + ": libraries write there what callers sent; " + level
                        + " is for loggers of " + OURS;
    }
}
