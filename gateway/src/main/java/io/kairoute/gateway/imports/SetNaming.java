package io.kairoute.gateway.imports;

import io.kairoute.gateway.document.WrongKey;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What a set is called and how old its data is.
 *
 * @param version a fixed name, or {@code file} for the time at which the file last changed; {@code file} when absent
 * @param sourceTime an instant or a day (UTC), or {@code file} as above
 */
public record SetNaming(@Nullable String version, @Nullable String sourceTime) {

    /** What holds where nothing is said. */
    static final SetNaming DEFAULT = new SetNaming(null, null);

    private static final String FILE = "file";
    private static final int MOST_BYTES = 64;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Checks the parts. */
    public SetNaming {
        version = version == null ? FILE : checkVersion(version);
        sourceTime = sourceTime == null ? FILE : sourceTime;
        if (!sourceTime.equals(FILE)) {
            parseTime(sourceTime);
        }
    }

    /** The version of a set from a file that last changed then. */
    String version(final Instant fileTime) {
        return FILE.equals(version) || version == null ? STAMP.format(fileTime) : version;
    }

    /** When the data of a file that last changed then was taken. */
    Instant sourceTime(final Instant fileTime) {
        return FILE.equals(sourceTime) || sourceTime == null ? fileTime : parseTime(sourceTime);
    }

    /** Checks a version that is given. */
    static String checkVersion(final String version) {
        if (version.isEmpty()
                || version.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES
                || version.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw new WrongKey("version", "must have 1 to " + MOST_BYTES + " bytes and no blanks");
        }
        return version;
    }

    private static Instant parseTime(final String text) {
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (final DateTimeException e) {
            throw new WrongKey(
                    "source_time",
                    "must be " + FILE + ", a day such as 2026-11-01 or an instant such as 2026-11-01T04:00:00Z");
        }
    }
}
