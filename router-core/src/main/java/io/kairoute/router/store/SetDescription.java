package io.kairoute.router.store;

import io.kairoute.router.clock.ZoneOffsets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Checks what a loader says about the set that it finishes. */
final class SetDescription {
    private static final int VERSION_BYTES = 64;
    // A source whose clock is ahead of ours by less is believed; a set of next year would never grow old.
    private static final Duration MOST_AHEAD = Duration.ofDays(1);

    private SetDescription() {}

    /** Throws an IllegalArgumentException that names what cannot be. */
    static void check(
            final String version, final Instant sourceTime, final Instant now, final long customers, final long keys) {
        if (version.isEmpty() || version.chars().anyMatch(SetDescription::isBlank)) {
            throw new IllegalArgumentException("version: it is empty, or has a blank in it");
        }
        final int bytes = version.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > VERSION_BYTES) {
            throw new IllegalArgumentException("version: it has " + bytes + " bytes, the limit is " + VERSION_BYTES);
        }
        checkTime(sourceTime, now);
        if (customers < 0 || customers > keys) {
            throw new IllegalArgumentException(
                    "customers: " + customers + " is not from 0 to the number of keys, " + keys);
        }
    }

    /** Throws where data cannot have been taken then. */
    static void checkTime(final Instant sourceTime, final Instant now) {
        if (sourceTime.isBefore(Instant.ofEpochMilli(ZoneOffsets.FROM_MS))
                || sourceTime.isAfter(now.plus(MOST_AHEAD))) {
            throw new IllegalArgumentException(
                    "source time: " + sourceTime + " is before 1970, or more than a day ahead of this machine's clock");
        }
    }

    private static boolean isBlank(final int character) {
        return Character.isWhitespace(character) || Character.isISOControl(character);
    }
}
