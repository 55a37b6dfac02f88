package io.kairoute.deploy.control;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.kairoute.deploy.Refusal;
import java.text.ParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes times as people type them. */
public final class Times {
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})(s|m|h|d)");

    private Times() {}

    /** A time so long from now: {@code 90s}, {@code 30m}, {@code 2h}, {@code 1d}. */
    public static Timestamp after(final String option, final String span, final long nowMs) {
        final Matcher matcher = SPAN.matcher(span);
        if (!matcher.matches()) {
            throw new Refusal(option + ": \"" + span + "\" is no time span such as 30m, 2h or 1d.");
        }
        final long seconds = Long.parseLong(matcher.group(1))
                * switch (matcher.group(2)) {
                    case "s" -> 1;
                    case "m" -> 60;
                    case "h" -> 3_600;
                    default -> 86_400;
                };
        return Timestamps.fromMillis(nowMs + seconds * 1_000);
    }

    /** A time as {@code 2026-11-21T18:00:00Z}. */
    public static Timestamp at(final String option, final String text) {
        try {
            return Timestamps.parse(text);
        } catch (final ParseException e) {
            throw new Refusal(option + ": \"" + text + "\" is no time such as 2026-11-21T18:00:00Z.", e);
        }
    }

    /** A time for people, to the second. */
    public static String text(final Timestamp time) {
        return Timestamps.toString(Timestamps.fromSeconds(time.getSeconds()));
    }
}
