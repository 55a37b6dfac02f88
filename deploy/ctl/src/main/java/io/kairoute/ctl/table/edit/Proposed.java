package io.kairoute.ctl.table.edit;

import io.kairoute.control.v1.DiffTablesResponse;
import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.Revision;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table that is to replace the current one, with what is known of the revision that its writer saw.
 *
 * @param name how people call it
 * @param seen the revision that its writer saw; null where nobody knows
 * @param unseen why nobody knows, a whole sentence
 * @param difference what it does differently from a table that is named
 * @param whenLate what to do where another revision is current than the one it replaces, whole sentences
 */
public record Proposed(
        String name,
        @Nullable Long seen,
        String unseen,
        Function<String, DiffTablesResponse> difference,
        String whenLate) {
    private static final String EXPORT_AGAIN = "Export the current table, make your change in it, and publish that.";

    /** A file. */
    public static Proposed of(final TableNode node, final Path path, final TableFile file) {
        final String name = String.valueOf(path.getFileName());
        final Function<String, DiffTablesResponse> difference = from -> node.diffDocument(from, file.document());
        final String unseen = unseen(node, name, file.seen());
        return file.seen() == null || !unseen.isEmpty()
                ? new Proposed(name, null, unseen, difference, EXPORT_AGAIN)
                : new Proposed(name, file.seen().revision(), "", difference, EXPORT_AGAIN);
    }

    /** A draft, which knows what it was made from. */
    public static Proposed of(final TableNode node, final Draft draft) {
        final String name = "draft:" + draft.getDraft();
        return new Proposed(
                name,
                draft.getBaseRevision() == 0 ? null : draft.getBaseRevision(),
                "Nobody said which revision " + name + " was made from.",
                from -> node.diff(from, name),
                "If " + name
                        + " is right for the current revision as it is, publish it with --base and its number. Otherwise"
                        + " make your change in the current table, and save that: kairoute table export --out table.yaml,"
                        + " kairoute table draft save table.yaml --id " + draft.getDraft() + ".");
    }

    /** An older revision; that it was served once says nothing of what it is to replace. */
    public static Proposed rollback(final TableNode node, final long revision) {
        final String name = "revision:" + revision;
        return new Proposed(
                name,
                null,
                "A rollback replaces what is current.",
                from -> node.diff(from, name),
                "If " + name + " is still to come back, give --base and the number of the current revision.");
    }

    // A number alone tells nothing: another node or tenant has its own revision of that number.
    private static String unseen(final TableNode node, final String name, final @Nullable Seen seen) {
        if (seen == null) {
            return name
                    + " does not say which revision it was made from; kairoute table export writes that into the file.";
        }
        if (!seen.isOf(node.tenant())) {
            return name + " was exported from the tenant " + seen.tenant() + ".";
        }
        if (!seen.isRevision()) {
            return name + " was exported from " + seen.name() + ", not from a revision.";
        }
        final Revision there = node.revision(seen.revision());
        return there != null && there.getDocumentSha256().equals(seen.sha256())
                ? ""
                : name + " was exported from another node or tenant: there is no such revision " + seen.revision()
                        + " here.";
    }
}
