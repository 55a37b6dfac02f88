package io.kairoute.gateway.control;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much a watcher of live occasions has heard. It means the same after a restart. Immutable.
 *
 * @param sequence the entry of the control log up to which it heard of every change
 * @param toldMs the time up to which it heard what the clock did
 */
record WatchPosition(long sequence, long toldMs) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    /** Reads what {@link #toString()} wrote; null for anything else. */
    static @Nullable WatchPosition parse(final String text) {
        final Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? new WatchPosition(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)))
                : null;
    }

    @Override
    public String toString() {
        return sequence + "-" + toldMs;
    }
}
