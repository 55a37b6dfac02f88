package io.kairoute.gateway.control.log;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.control.v1.Command;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells which table documents are still needed: those of all revisions, and those of drafts as they are now.
 *
 * <p>A fold of the whole log, since tenants that hold the same document share it. Thread-confined.
 */
final class DocumentUse {
    private final Map<Draft, ByteString> drafts = new HashMap<>();
    private final Set<ByteString> revisions = new HashSet<>();

    private record Draft(String tenant, String id) {}

    /** Folds an entry in. */
    void fold(final ControlEntry entry) {
        final Command command = command(entry);
        switch (command.getChangeCase()) {
            case DRAFT_SAVED ->
                drafts.put(
                        new Draft(entry.tenant(), command.getDraftSaved().getDraft()),
                        command.getDraftSaved().getAfter());
            case DRAFT_DELETED ->
                drafts.remove(
                        new Draft(entry.tenant(), command.getDraftDeleted().getDraft()));
            case TABLE_PUBLISHED -> {
                revisions.add(command.getTablePublished().getDocument());
                drafts.remove(
                        new Draft(entry.tenant(), command.getTablePublished().getDraft()));
            }
            default -> {
                // Speaks of no document, or of one that a draft holds.
            }
        }
    }

    /** The document that is needed now, and no longer once this entry is folded in; empty for none. */
    ByteString unneededAfter(final ControlEntry entry) {
        final Command command = command(entry);
        final Draft draft =
                switch (command.getChangeCase()) {
                    case DRAFT_SAVED ->
                        new Draft(entry.tenant(), command.getDraftSaved().getDraft());
                    case DRAFT_DELETED ->
                        new Draft(entry.tenant(), command.getDraftDeleted().getDraft());
                    case TABLE_PUBLISHED ->
                        new Draft(entry.tenant(), command.getTablePublished().getDraft());
                    default -> new Draft("", "");
                };
        final ByteString held = drafts.getOrDefault(draft, ByteString.EMPTY);
        final ByteString next =
                switch (command.getChangeCase()) {
                    case DRAFT_SAVED -> command.getDraftSaved().getAfter();
                    case TABLE_PUBLISHED -> command.getTablePublished().getDocument();
                    default -> ByteString.EMPTY;
                };
        final boolean isHeldElsewhere = held.equals(next)
                || revisions.contains(held)
                || drafts.entrySet().stream()
                        .anyMatch(other -> !other.getKey().equals(draft)
                                && other.getValue().equals(held));
        return isHeldElsewhere ? ByteString.EMPTY : held;
    }

    /** Every document that must be there. */
    Set<ByteString> needed() {
        final Set<ByteString> needed = new HashSet<>(revisions);
        needed.addAll(drafts.values());
        needed.remove(ByteString.EMPTY);
        return needed;
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
