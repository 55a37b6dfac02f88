package io.kairoute.router.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who works in a data directory, as its lock file tells the next one.
 *
 * @param pid the process
 * @param purpose what it does there, as {@code kairoute serve}
 * @param since when it came
 */
record DirectoryOwner(long pid, String purpose, Instant since) {
    String toText() {
        return "pid=" + pid + "\npurpose=" + purpose + "\nsince=" + since + "\n";
    }

    /** Reads the text back; null when it is not whole, as while its writer is at it. */
    static @Nullable DirectoryOwner parse(final String text) {
        final Map<String, String> fields = new HashMap<>();
        for (final String line : text.lines().toList()) {
            final int equals = line.indexOf('=');
            if (equals > 0) {
                fields.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        final String purpose = fields.get("purpose");
        try {
            return purpose == null
                    ? null
                    : new DirectoryOwner(
                            Long.parseLong(fields.getOrDefault("pid", "")),
                            purpose,
                            Instant.parse(fields.getOrDefault("since", "")));
        } catch (final NumberFormatException | DateTimeException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "pid " + pid + " (" + purpose + ", since " + since + ")";
    }
}
