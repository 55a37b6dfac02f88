package io.kairoute.router.live.scope;

import io.kairoute.router.Limits;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a list of a scope, or with one of its values. */
public enum ScopeFault {
    /** The list holds more than {@link Limits#SCOPE_VALUES}. */
    TOO_MANY_VALUES,
    /** The value is blank. */
    EMPTY,
    /** The value takes more than {@link Limits#STRING_BYTES}. */
    TOO_LONG,
    /** The region has more than {@link Limits#REGION_LEVELS}, of which contacts have the first ones only. */
    TOO_MANY_LEVELS,
    /** A level of the region is empty, or has a blank around it, so that no contact's fits it. */
    ODD_LEVEL,
    /** The account key has no type before it, so that no contact's is found. */
    NOT_TYPED,
    /** No contact comes by this channel. */
    UNKNOWN_CHANNEL;

    /** What is wrong with any text that must be there; null where nothing is. */
    public static @Nullable ScopeFault ofText(final String text) {
        if (text.isBlank()) {
            return EMPTY;
        }
        return text.getBytes(StandardCharsets.UTF_8).length > Limits.STRING_BYTES ? TOO_LONG : null;
    }
}
