package io.kairoute.gateway.control;

import io.kairoute.control.v1.Command;
import io.kairoute.gateway.control.log.Beside;

/**
 * A change that somebody asks for, before the log has judged it. Immutable.
 *
 * @param atMs when it is asked for, milliseconds since 1970
 * @param reason why; empty where none is needed
 * @param command what is to be changed, without what depends on its place in the log
 * @param beside what is written or deleted together with it
 */
record Change(long atMs, String reason, Command command, Beside beside) {
    /** A change with nothing beside it. */
    static Change of(final long atMs, final String reason, final Command.Builder command) {
        return new Change(atMs, reason, command.build(), Beside.NOTHING);
    }

    /** A change with a table document beside it. */
    static Change of(final long atMs, final String reason, final Command.Builder command, final byte[] document) {
        return new Change(atMs, reason, command.build(), Beside.document(document));
    }
}
