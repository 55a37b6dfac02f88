package io.kairoute.gateway.control.log;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.NoteSaved;

/**
 * What one entry changes in who holds which document: a draft holds its newest, a revision and a version of a note their own for good.
 * Immutable.
 *
 * @param tenant whose entry
 * @param gone who holds none any more; empty for nobody
 * @param holder who holds a document from now on; empty for nobody
 * @param document that document's SHA-256; empty for none
 * @param isKnown false for a change that a newer version wrote, which may hold documents of its own
 */
record DocumentUse(String tenant, String gone, String holder, ByteString document, boolean isKnown) {
    /** What an entry changes. */
    static DocumentUse of(final ControlEntry entry) {
        final Command command = command(entry);
        return switch (command.getChangeCase()) {
            case DRAFT_SAVED -> {
                final String draft = draft(command.getDraftSaved().getDraft());
                yield new DocumentUse(
                        entry.tenant(), draft, draft, command.getDraftSaved().getAfter(), true);
            }
            case DRAFT_DELETED ->
                new DocumentUse(
                        entry.tenant(), draft(command.getDraftDeleted().getDraft()), "", ByteString.EMPTY, true);
            case TABLE_PUBLISHED ->
                new DocumentUse(
                        entry.tenant(),
                        draft(command.getTablePublished().getDraft()),
                        "revision:" + command.getTablePublished().getRevision(),
                        command.getTablePublished().getDocument(),
                        true);
            case NOTE_SAVED ->
                new DocumentUse(
                        entry.tenant(),
                        "",
                        note(command.getNoteSaved()),
                        command.getNoteSaved().getAfter(),
                        true);
            case CHANGE_NOT_SET -> new DocumentUse(entry.tenant(), "", "", ByteString.EMPTY, false);
            default -> new DocumentUse(entry.tenant(), "", "", ByteString.EMPTY, true);
        };
    }

    /** Whether somebody holds a document from now on. */
    boolean holds() {
        return !holder.isEmpty() && !document.isEmpty();
    }

    // Each version holds its text for good.
    private static String note(final NoteSaved saved) {
        return "note:" + (saved.getSeen() + 1) + ":" + saved.getNote();
    }

    private static String draft(final String id) {
        return id.isEmpty() ? "" : "draft:" + id;
    }

    // Whatever cannot be read names no document; that it cannot be read is found elsewhere.
    private static Command command(final ControlEntry entry) {
        try {
            return Command.parseFrom(entry.command());
        } catch (final InvalidProtocolBufferException e) {
            return Command.getDefaultInstance();
        }
    }
}
