package io.kairoute.gateway.control.state;

import static io.kairoute.gateway.control.state.Judging.accept;
import static io.kairoute.gateway.control.state.Judging.reject;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.DraftApproved;
import io.kairoute.control.v1.DraftDeleted;
import io.kairoute.control.v1.DraftSaved;
import io.kairoute.control.v1.PublishScheduled;
import io.kairoute.control.v1.ScheduleCancelled;
import io.kairoute.control.v1.TablePublished;
import io.kairoute.gateway.control.log.ControlEntry;
import io.kairoute.gateway.control.log.Fold.Judgement;
import io.kairoute.gateway.control.log.Proposal;
import io.kairoute.gateway.control.log.Rejection;
import io.kairoute.gateway.identity.CallerName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The drafts and revisions of one tenant, as the log makes them. Thread-confined: owned by whoever owns the state. */
final class TableFold {
    private final NavigableMap<String, DraftRecord> drafts = new TreeMap<>();
    private final NavigableMap<Long, RevisionRecord> revisions = new TreeMap<>();

    NavigableMap<String, DraftRecord> drafts() {
        return Collections.unmodifiableNavigableMap(drafts);
    }

    NavigableMap<Long, RevisionRecord> revisions() {
        return Collections.unmodifiableNavigableMap(revisions);
    }

    /** The newest revision's number; 0 before the first. */
    long newestRevision() {
        return revisions.isEmpty() ? 0 : revisions.lastKey();
    }

    Judgement saved(final Proposal proposal, final long number) {
        final DraftSaved change = proposal.command().getDraftSaved();
        final String id = change.getDraft().isEmpty() ? newId(number) : change.getDraft();
        final DraftRecord before = drafts.get(id);
        final Rejection rejection = change.getSeen() == 0 ? whyNotMade(before) : whyNotSeen(before, change.getSeen());
        if (rejection != null) {
            return reject(rejection);
        }
        if (bytesBeside(id) + change.getDocumentBytes() > DraftLimits.MOST_BYTES) {
            return reject(Rejection.DRAFTS_TOO_LARGE);
        }
        final DraftSaved.Builder completed = change.toBuilder()
                .setDraft(id)
                .setBefore(before == null ? ByteString.EMPTY : before.document())
                .clearEndedPlan();
        if (before != null && before.schedule() != null) {
            completed.setEndedPlan(before.schedule().message());
        }
        return accept(
                proposal,
                proposal.command().toBuilder().setDraftSaved(completed).build());
    }

    /** The id that a draft gets whose entry has this place in the tenant's chain. */
    String newId(final long number) {
        final String id = "draft-" + number;
        String free = id;
        for (int again = 2; drafts.containsKey(free); again++) {
            free = id + "-" + again;
        }
        return free;
    }

    private @Nullable Rejection whyNotMade(final @Nullable DraftRecord before) {
        return before != null
                ? Rejection.DRAFT_EXISTS
                : drafts.size() >= DraftLimits.MOST ? Rejection.TOO_MANY_DRAFTS : null;
    }

    private static @Nullable Rejection whyNotSeen(final @Nullable DraftRecord draft, final long seen) {
        return draft == null ? Rejection.UNKNOWN_DRAFT : draft.version() == seen ? null : Rejection.STALE_ETAG;
    }

    private static @Nullable Rejection whyNotOf(final @Nullable DraftRecord draft, final ByteString document) {
        return draft == null
                ? Rejection.UNKNOWN_DRAFT
                : draft.document().equals(document) ? null : Rejection.DRAFT_CHANGED;
    }

    /** The bytes of all drafts but one. */
    private long bytesBeside(final String id) {
        return drafts.values().stream()
                .filter(draft -> !draft.id().equals(id))
                .mapToLong(DraftRecord::documentBytes)
                .sum();
    }

    Judgement deleted(final Proposal proposal) {
        final DraftDeleted change = proposal.command().getDraftDeleted();
        final DraftRecord draft = drafts.get(change.getDraft());
        final Rejection rejection =
                whyNotSeen(draft, draft != null && change.getSeen() == 0 ? draft.version() : change.getSeen());
        if (draft == null || rejection != null) {
            return reject(rejection == null ? Rejection.UNKNOWN_DRAFT : rejection);
        }
        final DraftDeleted.Builder completed =
                change.toBuilder().setBefore(draft.document()).clearEndedPlan();
        if (draft.schedule() != null) {
            completed.setEndedPlan(draft.schedule().message());
        }
        return accept(
                proposal,
                proposal.command().toBuilder().setDraftDeleted(completed).build());
    }

    Judgement approved(final Proposal proposal) {
        final DraftApproved change = proposal.command().getDraftApproved();
        final DraftRecord draft = drafts.get(change.getDraft());
        final Rejection rejection = whyNotOf(draft, change.getDocument());
        if (draft == null || rejection != null) {
            return reject(rejection == null ? Rejection.UNKNOWN_DRAFT : rejection);
        }
        if (draft.version() != change.getSeen()) {
            return reject(Rejection.STALE_ETAG);
        }
        return draft.authors().stream().anyMatch(author -> CallerName.isSame(author, proposal.actor()))
                ? reject(Rejection.SELF_APPROVAL)
                : accept(proposal);
    }

    Judgement published(final Proposal proposal) {
        final TablePublished change = proposal.command().getTablePublished();
        final Rejection rejection = whyNotPublished(change);
        return rejection == null
                ? accept(
                        proposal,
                        proposal.command().toBuilder()
                                .setTablePublished(change.toBuilder().setRevision(newestRevision() + 1))
                                .build())
                : reject(rejection);
    }

    private @Nullable Rejection whyNotPublished(final TablePublished change) {
        if (change.getBaseRevision() != newestRevision()) {
            return Rejection.BASE_REVISION;
        }
        final RevisionRecord former = revisions.get(change.getRollbackOf());
        if (change.getRollbackOf() != 0 && (former == null || !former.document().equals(change.getDocument()))) {
            return Rejection.UNKNOWN_REVISION;
        }
        final DraftRecord draft = drafts.get(change.getDraft());
        if (!change.getDraft().isEmpty() && whyNotOf(draft, change.getDocument()) != null) {
            return whyNotOf(draft, change.getDocument());
        }
        final int approvals = draft == null ? 0 : draft.approvedBy().size();
        return approvals < change.getApprovalsNeeded() ? Rejection.APPROVAL_NEEDED : null;
    }

    /** Judges a plan; by older rules it may name any revision that it is to replace. */
    Judgement scheduled(final Proposal proposal, final boolean isOfAnyBase) {
        final PublishScheduled change = proposal.command().getPublishScheduled();
        final DraftRecord draft = drafts.get(change.getDraft());
        final Rejection rejection = whyNotOf(draft, change.getDocument());
        if (rejection != null) {
            return reject(rejection);
        }
        if (!isOfAnyBase && change.getBaseRevision() != newestRevision()) {
            return reject(Rejection.BASE_REVISION);
        }
        final PublishScheduled.Builder completed = change.toBuilder().clearEndedPlan();
        if (draft != null && draft.schedule() != null) {
            completed.setEndedPlan(draft.schedule().message());
        }
        return accept(
                proposal,
                proposal.command().toBuilder().setPublishScheduled(completed).build());
    }

    Judgement cancelled(final Proposal proposal) {
        final ScheduleCancelled change = proposal.command().getScheduleCancelled();
        final DraftRecord draft = drafts.get(change.getDraft());
        if (draft == null) {
            return reject(Rejection.UNKNOWN_DRAFT);
        }
        final ScheduledPublish planned = draft.schedule();
        final boolean isPlanned = planned != null && (change.getPlan() == 0 || change.getPlan() == planned.plan());
        return isPlanned ? accept(proposal) : reject(Rejection.NOT_SCHEDULED);
    }

    void apply(final ControlEntry entry, final DraftSaved saved) {
        final DraftRecord before = drafts.get(saved.getDraft());
        final Set<String> authors = before == null ? new TreeSet<>() : new TreeSet<>(before.authors());
        authors.add(entry.actor());
        drafts.put(
                saved.getDraft(),
                new DraftRecord(
                        saved.getDraft(),
                        saved.getTitle(),
                        saved.getAfter(),
                        saved.getDocumentBytes(),
                        entry.number(),
                        saved.getBaseRevision(),
                        entry.actor(),
                        entry.atMs(),
                        Collections.unmodifiableSet(authors),
                        List.of(),
                        null));
    }

    void apply(final DraftDeleted deleted) {
        drafts.remove(deleted.getDraft());
    }

    void apply(final ControlEntry entry, final DraftApproved approved) {
        change(approved.getDraft(), draft -> {
            final List<String> approvers = new ArrayList<>(draft.approvedBy());
            // Somebody may have approved before names had kinds, and counts once.
            approvers.removeIf(approver -> CallerName.isSame(approver, entry.actor()));
            approvers.add(entry.actor());
            return new DraftRecord(
                    draft.id(),
                    draft.title(),
                    draft.document(),
                    draft.documentBytes(),
                    entry.number(),
                    draft.baseRevision(),
                    draft.updatedBy(),
                    draft.updatedMs(),
                    draft.authors(),
                    List.copyOf(approvers),
                    draft.schedule());
        });
    }

    void apply(final ControlEntry entry, final TablePublished published) {
        restore(new RevisionRecord(
                published.getRevision(),
                published.getBaseRevision(),
                published.getDocument(),
                entry.actor(),
                entry.atMs(),
                entry.reason(),
                published.getDraft(),
                published.getRollbackOf(),
                published.getConfigured()));
        drafts.remove(published.getDraft());
    }

    void apply(final ControlEntry entry, final PublishScheduled scheduled) {
        change(
                scheduled.getDraft(),
                draft -> draft.scheduled(new ScheduledPublish(
                        entry.number(),
                        Timestamps.toMillis(scheduled.getPublishTime()),
                        scheduled.getBaseRevision(),
                        scheduled.getAcceptWarnings(),
                        entry.actor(),
                        entry.reason())));
    }

    void apply(final ScheduleCancelled cancelled) {
        change(cancelled.getDraft(), draft -> draft.scheduled(null));
    }

    /** Takes a draft from a kept state. */
    void restore(final DraftRecord draft) {
        drafts.put(draft.id(), draft);
    }

    /** Takes a revision from a kept state. */
    void restore(final RevisionRecord revision) {
        revisions.put(revision.number(), revision);
    }

    private void change(final String draft, final UnaryOperator<DraftRecord> change) {
        drafts.computeIfPresent(draft, (id, record) -> change.apply(record));
    }
}
