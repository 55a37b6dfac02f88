package io.kairoute.gateway.control;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.kairoute.router.Limits;
import io.kairoute.router.clock.ZoneOffsets;
import io.kairoute.router.key.KeyHash;
import java.nio.charset.StandardCharsets;

/** Checks the fields that many requests share. */
public final class Checks {
    private Checks() {}

    /** A text that may be empty, up to the limit. */
    public static String text(final String field, final String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > Limits.STRING_BYTES) {
            throw tooLong(field);
        }
        return text;
    }

    static ControlRefusal missing(final String field) {
        return ControlRefusal.field(field, "REQUIRED", "The field " + field + " is needed.");
    }

    static ControlRefusal tooLong(final String field) {
        return ControlRefusal.field(
                field, "LIMIT_EXCEEDED", "The field " + field + " holds at most " + Limits.STRING_BYTES + " bytes.");
    }

    /** A text that may not be empty. */
    public static String needed(final String field, final String text) {
        if (text.isBlank()) {
            throw missing(field);
        }
        return text(field, text);
    }

    /** A time that must be given, within 1970 to 2100. */
    public static long time(final String field, final boolean isGiven, final Timestamp time) {
        if (!isGiven) {
            throw missing(field);
        }
        final long ms = Timestamps.isValid(time) ? Timestamps.toMillis(time) : -1;
        if (ms < ZoneOffsets.FROM_MS || ms >= ZoneOffsets.UNTIL_MS) {
            throw ControlRefusal.field(
                    field, "OUT_OF_RANGE", "The field " + field + " must be a time from 1970 to 2100.");
        }
        return ms;
    }

    /** A key with its type before it, without which nobody is found; refuses another one without repeating it. */
    public static String typed(final String field, final String key) {
        if (!KeyHash.isTyped(key)) {
            throw untyped(field);
        }
        return key;
    }

    static ControlRefusal untyped(final String field) {
        return ControlRefusal.field(
                field, "NOT_TYPED", "The field " + field + " needs a key with its type before it, as crm:4711.");
    }

    /** The start of a window: now where none is given. */
    static long start(final String field, final boolean isGiven, final Timestamp time, final long nowMs) {
        return isGiven ? time(field, true, time) : nowMs;
    }

    /**
     * A window that ends after now, and after it starts.
     *
     * @param field the name of the field that tells its end
     */
    static void window(final String field, final long startMs, final long expireMs, final long nowMs) {
        if (expireMs <= nowMs) {
            throw ControlRefusal.field(field, "IN_THE_PAST", "The field " + field + " must be after now.");
        }
        if (expireMs <= startMs) {
            throw ControlRefusal.field(
                    field,
                    "WINDOW_BACKWARDS",
                    "The field " + field + " must be after the start_time; the window is backwards.");
        }
    }
}
