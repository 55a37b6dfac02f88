package io.kairoute.gateway.control.log;

import io.kairoute.control.v1.Command;
import java.util.Locale;

/**
 * A change on its way into the control log, where the fold accepts or rejects it. Immutable.
 *
 * <p>What depends on its place in the log is left out of the command: the fold adds that.
 *
 * @param atMs when it was made by the clock of whoever proposes it, milliseconds since 1970
 * @param actor who made it: the caller's name with its kind, as key:ops
 * @param origin from where: a network address, or a word for the node itself
 * @param reason why; empty where none was asked for
 * @param beside what is written or deleted together with it
 */
public record Proposal(
        String tenant, long atMs, String actor, String origin, String reason, Command command, Beside beside) {
    /** What kind of change it is, as {@code table_published}. */
    public String kind() {
        return command.getChangeCase().name().toLowerCase(Locale.ROOT);
    }

    /** The entry that it becomes with this command, before it has a place. */
    NewEntry entry(final byte[] completed) {
        return new NewEntry(tenant, atMs, actor, origin, kind(), reason, completed);
    }
}
