package io.kairoute.node.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Writes amounts as a person says them. */
final class Amounts {
    private static final long KIBI = 1_024;
    private static final int UNTIL_TWO = 2;

    private Amounts() {}

    static String bytes(final long bytes) {
        if (bytes < KIBI) {
            return bytes + " bytes";
        }
        double shown = bytes;
        int power = 0;
        while (shown >= KIBI && power < "KMGT".length()) {
            shown /= KIBI;
            power++;
        }
        return String.format(Locale.ROOT, "%.1f %siB", shown, "KMGT".charAt(power - 1));
    }

    /** A time to a second, as UTC. */
    static String time(final long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A span in its largest fitting unit. */
    static String span(final long millis) {
        final Duration span = Duration.ofMillis(millis);
        if (span.toDays() >= UNTIL_TWO) {
            return span.toDays() + " days";
        }
        if (span.toHours() >= UNTIL_TWO) {
            return span.toHours() + " hours";
        }
        return span.toMinutes() >= UNTIL_TWO ? span.toMinutes() + " minutes" : span.toSeconds() + " seconds";
    }
}
