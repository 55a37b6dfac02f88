package io.kairoute.router.embed;

import java.util.List;

/**
 * A table that was put in force. Immutable.
 *
 * @param revision its number: the same for the same table in every process, and another for another one
 * @param warnings what is doubtful in it, a line each, with its place in the file
 */
public record Published(long revision, List<String> warnings) {
    /** Copies the list. */
    public Published {
        warnings = List.copyOf(warnings);
    }
}
