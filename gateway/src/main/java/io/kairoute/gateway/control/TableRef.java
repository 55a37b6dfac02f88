package io.kairoute.gateway.control;

import com.google.protobuf.ByteString;
import io.kairoute.gateway.control.state.DraftRecord;
import io.kairoute.gateway.control.state.RevisionRecord;
import java.util.HexFormat;

/**
 * One table that somebody named: {@code current}, {@code revision:17} or {@code draft:ID}. Immutable.
 *
 * @param document SHA-256 of its document
 * @param revision its number; 0 for a draft
 * @param etag a draft's etag; empty for a revision
 * @param madeFrom the revision that a draft was made from; a revision's own number
 */
record TableRef(ByteString document, long revision, String etag, long madeFrom) {
    private static final String REVISION = "revision:";
    private static final String DRAFT = "draft:";

    /** Finds what is named. */
    static TableRef find(final TenantControl tenant, final String field, final String name) {
        if (name.equals("current") || name.isEmpty()) {
            return ofRevision(tenant, tenant.revisions().needCurrent().number());
        }
        if (name.startsWith(DRAFT)) {
            final DraftRecord draft = draft(tenant, name.substring(DRAFT.length()));
            return new TableRef(draft.document(), 0, draft.etag(), draft.baseRevision());
        }
        if (name.matches(REVISION + "[0-9]{1,18}")) {
            return ofRevision(tenant, Long.parseLong(name.substring(REVISION.length())));
        }
        throw ControlRefusal.field(
                field, "BAD_TABLE_NAME", "The field " + field + " reads current, revision:NUMBER or draft:ID.");
    }

    /** A draft that must be there. */
    static DraftRecord draft(final TenantControl tenant, final String id) {
        final DraftRecord draft = tenant.state().drafts().get(id);
        if (draft == null) {
            throw ControlRefusal.notFound("UNKNOWN_DRAFT", "There is no draft of this id; list the drafts.");
        }
        return draft;
    }

    private static TableRef ofRevision(final TenantControl tenant, final long number) {
        final RevisionRecord revision = tenant.state().revisions().get(number);
        if (revision == null) {
            throw ControlRefusal.notFound(
                    "UNKNOWN_REVISION", "There is no revision " + number + "; list the revisions.");
        }
        return new TableRef(revision.document(), number, "", number);
    }

    /** SHA-256 of its document, as people read it. */
    String sha256() {
        return HexFormat.of().formatHex(document.toByteArray());
    }
}
