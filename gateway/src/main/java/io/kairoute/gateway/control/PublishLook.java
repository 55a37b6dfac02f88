package io.kairoute.gateway.control;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.control.v1.RollbackTableRequest;
import io.kairoute.control.v1.TablePublished;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.diff.TableDiffer;
import io.kairoute.gateway.control.log.Sha256;
import io.kairoute.gateway.control.state.DoneRequest;
import io.kairoute.gateway.control.state.DraftRecord;
import io.kairoute.gateway.control.state.RevisionRecord;
import io.kairoute.gateway.control.state.ScheduledPublish;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.decide.Router;
import java.util.HexFormat;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks up what is to be published, and refuses at once what cannot be. Its no is a quick one: the log judges it again.
 * Thread-confined: its methods run on the control thread.
 */
final class PublishLook {
    private static final Call CONFIGURATION = Call.by("configuration", "node", Router.ANY_TENANT);

    private final Approvals approvals;

    PublishLook(final Approvals approvals) {
        this.approvals = approvals;
    }

    /**
     * What a look found. Immutable.
     *
     * @param publish what is to be published; null where it is published already
     * @param revision as which revision it is published; 0 where it is not
     * @param isUnchanged whether the current revision holds what somebody brings back
     */
    record Found(@Nullable Publish publish, long revision, boolean isUnchanged) {
        private static Found of(final Publish publish) {
            return new Found(publish, 0, false);
        }

        private static Found published(final long revision) {
            return new Found(null, revision, false);
        }

        private static Found unchanged(final long revision) {
            return new Found(null, revision, true);
        }
    }

    /** A draft or document that somebody publishes. */
    Found asked(final TenantControl tenant, final Call actor, final PublishTableRequest request) {
        final String reason = Checks.needed("reason", request.getReason());
        final DoneRequest repeated = repeated(tenant, request, earlier -> isOf(earlier, request));
        if (repeated != null) {
            return Found.published(repeated.revision());
        }
        checkBase(tenant, request.hasBaseRevision(), request.getBaseRevision());
        if (request.getDraft().isEmpty() == request.getDocument().isEmpty()) {
            throw ControlRefusal.field("draft", "DRAFT_OR_DOCUMENT", "Name a draft, or send a document; one of both.");
        }
        final DraftRecord draft = request.getDraft().isEmpty()
                ? null
                : request.getEtag().isEmpty()
                        ? TableRef.draft(tenant, request.getDraft())
                        : Drafts.seen(tenant, request.getDraft(), request.getEtag());
        approvals.check(draft);
        final byte[] document =
                draft == null ? Tables.document(request.getDocument()) : tenant.document(draft.document());
        return Found.of(new Publish(
                tenant.id(),
                actor,
                RequestKey.of(request, tenant.hasher()),
                document,
                request.getAcceptWarnings(),
                reason,
                change(request.getBaseRevision(), document)
                        .setDraft(request.getDraft())
                        .setApprovalsNeeded(approvals.needed())
                        .build()));
    }

    /** An older revision that somebody brings back. */
    Found asked(final TenantControl tenant, final Call actor, final RollbackTableRequest request) {
        final String reason = Checks.needed("reason", request.getReason());
        final DoneRequest repeated =
                repeated(tenant, request, earlier -> earlier.rollbackOf() == request.getRevision());
        if (repeated != null) {
            return Found.published(repeated.revision());
        }
        checkBase(tenant, request.hasBaseRevision(), request.getBaseRevision());
        final TableRef target = TableRef.find(tenant, "revision", "revision:" + request.getRevision());
        final RevisionRecord current = tenant.state().revisions().lastEntry().getValue();
        if (current.document().equals(target.document())) {
            return Found.unchanged(current.number());
        }
        final byte[] document = tenant.document(target.document());
        return Found.of(new Publish(
                tenant.id(),
                actor,
                RequestKey.of(request, tenant.hasher()),
                document,
                true,
                reason,
                change(request.getBaseRevision(), document)
                        .setRollbackOf(request.getRevision())
                        .build()));
    }

    /** The table that configuration names; nothing where it is the one that configuration last published. */
    Found configured(final TenantControl tenant, final byte[] document) {
        final ByteString hash = ByteString.copyFrom(Sha256.of(document));
        final RevisionRecord last = tenant.state().revisions().descendingMap().values().stream()
                .filter(RevisionRecord::isConfigured)
                .findFirst()
                .orElse(null);
        // One that cannot be compiled here any more, of a damaged document for instance, decides nothing: the file
        // does.
        final boolean isDecided = tenant.revisions().current() != null;
        if (isDecided && last != null && last.document().equals(hash)) {
            return Found.published(last.number());
        }
        final long base = tenant.state().newestRevision();
        // Of nodes that start at the same time with the same file, one publishes.
        final String name = "configured-" + HexFormat.of().formatHex(hash.toByteArray()) + "-after-" + base;
        return Found.of(new Publish(
                tenant.id(),
                CONFIGURATION,
                RequestKey.named(name),
                document,
                true,
                "the configured table file has changed",
                change(base, document).setConfigured(true).build()));
    }

    /** A draft whose time has come. Of nodes that find it at the same time, one publishes. */
    Publish planned(final TenantControl tenant, final DraftRecord draft, final ScheduledPublish plan) {
        checkBase(tenant, true, plan.baseRevision());
        approvals.check(draft);
        final byte[] document = tenant.document(draft.document());
        return new Publish(
                tenant.id(),
                Call.by(plan.actor(), "schedule", Router.ANY_TENANT),
                RequestKey.named("plan-" + plan.plan() + "-of-" + draft.id()),
                document,
                plan.acceptWarnings(),
                plan.reason(),
                change(plan.baseRevision(), document)
                        .setDraft(draft.id())
                        .setApprovalsNeeded(approvals.needed())
                        .build());
    }

    private static TablePublished.Builder change(final long base, final byte[] document) {
        return TablePublished.newBuilder().setBaseRevision(base).setDocument(ByteString.copyFrom(Sha256.of(document)));
    }

    // An older version wrote no content of a publish's request; then what it published tells whether this is the same
    // one.
    private static @Nullable DoneRequest repeated(
            final TenantControl tenant, final Message request, final Predicate<RevisionRecord> isSame) {
        final DoneRequest done = tenant.publishedBefore(RequestKey.of(request, tenant.hasher()));
        if (done == null || !done.content().isEmpty()) {
            return done;
        }
        final RevisionRecord earlier = tenant.state().revisions().get(done.revision());
        if (earlier == null || !isSame.test(earlier)) {
            throw RequestKey.reused();
        }
        return done;
    }

    private static boolean isOf(final RevisionRecord earlier, final PublishTableRequest request) {
        return earlier.rollbackOf() == 0
                && earlier.draft().equals(request.getDraft())
                && (!request.getDraft().isEmpty()
                        || earlier.document()
                                .equals(ByteString.copyFrom(Sha256.of(Tables.document(request.getDocument())))));
    }

    /** Refuses a revision to be replaced that is not the current one, and says what is different. */
    static void checkBase(final TenantControl tenant, final boolean isGiven, final long base) {
        if (!isGiven) {
            throw ControlRefusal.field(
                    "base_revision",
                    "REQUIRED",
                    "The field base_revision is needed: the revision that is replaced, 0 for the first.");
        }
        final RevisionRecord newest = tenant.state().revisions().isEmpty()
                ? null
                : tenant.state().revisions().lastEntry().getValue();
        final long current = newest == null ? 0 : newest.number();
        if (base != current) {
            throw ControlRefusal.aborted(
                    "BASE_REVISION",
                    "Revision " + current + " is current, not " + base + "."
                            + (newest == null
                                    ? ""
                                    : " It was published by " + newest.publishedBy() + "."
                                            + difference(tenant, base, current)));
        }
    }

    private static String difference(final TenantControl tenant, final long base, final long current) {
        final CompiledRevision before = tenant.revisions().compiled(base);
        final CompiledRevision after = tenant.revisions().compiled(current);
        if (base != 0 && !tenant.state().revisions().containsKey(base)) {
            return "";
        }
        return " "
                + (before == null || after == null
                        ? "Compare the two before publishing again."
                        : TableDiffer.summary(TableDiffer.diff(before.definition(), after.definition())));
    }
}
