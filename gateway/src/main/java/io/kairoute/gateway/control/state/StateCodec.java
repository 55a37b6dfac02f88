package io.kairoute.gateway.control.state;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.KeptDraft;
import io.kairoute.control.v1.KeptEntry;
import io.kairoute.control.v1.KeptLiveOccasion;
import io.kairoute.control.v1.KeptPlan;
import io.kairoute.control.v1.KeptRequest;
import io.kairoute.control.v1.KeptRevision;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.Switch;
import io.kairoute.control.v1.TenantControlState;
import io.kairoute.gateway.control.log.ControlEntry;
import io.kairoute.router.key.KeyHasher;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a tenant's state is kept between starts. Equal states have equal bytes.
 *
 * <p>No account key is in it: those lie beside the log.
 */
public final class StateCodec {
    private StateCodec() {}

    /** Whether a state can be kept: not where an older version wrote account keys into the log itself. */
    public static boolean canKeep(final TenantState state) {
        return state.live().values().stream()
                .noneMatch(occasion -> state.accounts().isInLog(occasion));
    }

    /** A state as it is kept. */
    public static TenantControlState toMessage(final String tenant, final TenantState state) {
        final TenantControlState.Builder kept = TenantControlState.newBuilder()
                .setTenant(tenant)
                .setFoldVersion(state.foldVersion())
                .setLogTimeMs(state.logTimeMs())
                .setLast(KeptEntry.newBuilder()
                        .setSequence(state.last().sequence())
                        .setNumber(state.last().number())
                        .setAtMs(state.last().atMs())
                        .setHash(ByteString.copyFrom(state.last().hash())))
                .setSegmentSet(state.segmentSet())
                .setSetActivatedAt(state.setActivatedAt())
                .addAllSetsBefore(state.setsBefore())
                .addAllOverrides(state.overrides().values());
        state.live().values().forEach(occasion -> kept.addLiveOccasions(liveOccasion(occasion, state)));
        state.queueFold()
                .switches()
                .forEach((name, record) -> kept.addSwitches(Switch.newBuilder()
                        .setSwitch(name)
                        .setOff(true)
                        .setExpireTime(Timestamps.fromMillis(record.untilMs()))
                        .setReason(record.reason())
                        .setSetBy(record.setBy())));
        state.drafts().values().forEach(draft -> kept.addDrafts(draft(draft)));
        state.revisions().values().forEach(revision -> kept.addRevisions(revision(revision)));
        state.requestFold().all().forEach((id, request) -> kept.addRequests(request(id, request)));
        state.notes().values().forEach(note -> kept.addNotes(NoteCodec.toMessage(note)));
        return kept.build();
    }

    /** A state from what was kept. */
    public static TenantState toState(final TenantControlState kept, final KeyHasher hasher) {
        final TenantState state = new TenantState(hasher);
        final KeptEntry last = kept.getLast();
        state.restore(
                kept,
                new ControlEntry(
                        last.getSequence(),
                        kept.getTenant(),
                        last.getNumber(),
                        last.getAtMs(),
                        "",
                        "",
                        "",
                        "",
                        new byte[0],
                        last.getHash().toByteArray()));
        kept.getLiveOccasionsList().forEach(state.liveFold()::restore);
        kept.getOverridesList().forEach(state.queueFold()::restore);
        kept.getSwitchesList().forEach(state.queueFold()::apply);
        kept.getDraftsList().forEach(draft -> state.tableFold().restore(draft(draft)));
        kept.getRevisionsList().forEach(revision -> state.tableFold().restore(revision(revision)));
        kept.getRequestsList().forEach(one -> state.requestFold().restore(one.getRequestId(), request(one)));
        kept.getNotesList().forEach(note -> state.noteFold().restore(NoteCodec.toRecord(note)));
        return state;
    }

    private static KeptLiveOccasion liveOccasion(final LiveOccasion occasion, final TenantState state) {
        final LiveMark mark = state.liveMark(occasion.getId());
        return KeptLiveOccasion.newBuilder()
                .setLiveOccasion(occasion)
                .setKeysBeside(state.accounts().isKeptBeside(occasion.getId()))
                .addAllForgotten(new TreeSet<>(state.accounts().forgotten(occasion.getId())))
                .setDeclaredAt(mark.declared())
                .setChangedAt(mark.newest())
                .build();
    }

    private static KeptDraft draft(final DraftRecord draft) {
        final KeptDraft.Builder kept = KeptDraft.newBuilder()
                .setDraft(draft.id())
                .setTitle(draft.title())
                .setDocument(draft.document())
                .setDocumentBytes(draft.documentBytes())
                .setVersion(draft.version())
                .setBaseRevision(draft.baseRevision())
                .setUpdatedBy(draft.updatedBy())
                .setUpdatedMs(draft.updatedMs())
                .addAllAuthors(draft.authors())
                .addAllApprovedBy(draft.approvedBy());
        final ScheduledPublish plan = draft.schedule();
        if (plan != null) {
            kept.setPlan(KeptPlan.newBuilder()
                    .setPlan(plan.plan())
                    .setAtMs(plan.atMs())
                    .setBaseRevision(plan.baseRevision())
                    .setAcceptWarnings(plan.acceptWarnings())
                    .setActor(plan.actor())
                    .setReason(plan.reason()));
        }
        return kept.build();
    }

    private static DraftRecord draft(final KeptDraft kept) {
        return new DraftRecord(
                kept.getDraft(),
                kept.getTitle(),
                kept.getDocument(),
                kept.getDocumentBytes(),
                kept.getVersion(),
                kept.getBaseRevision(),
                kept.getUpdatedBy(),
                kept.getUpdatedMs(),
                sorted(kept.getAuthorsList()),
                List.copyOf(kept.getApprovedByList()),
                kept.hasPlan() ? plan(kept.getPlan()) : null);
    }

    private static ScheduledPublish plan(final KeptPlan kept) {
        return new ScheduledPublish(
                kept.getPlan(),
                kept.getAtMs(),
                kept.getBaseRevision(),
                kept.getAcceptWarnings(),
                kept.getActor(),
                kept.getReason());
    }

    private static Set<String> sorted(final Collection<String> names) {
        return Collections.unmodifiableSet(new TreeSet<>(names));
    }

    private static KeptRevision revision(final RevisionRecord revision) {
        return KeptRevision.newBuilder()
                .setRevision(revision.number())
                .setBaseRevision(revision.baseRevision())
                .setDocument(revision.document())
                .setPublishedBy(revision.publishedBy())
                .setPublishedMs(revision.publishedMs())
                .setReason(revision.reason())
                .setDraft(revision.draft())
                .setRollbackOf(revision.rollbackOf())
                .setConfigured(revision.isConfigured())
                .build();
    }

    private static RevisionRecord revision(final KeptRevision kept) {
        return new RevisionRecord(
                kept.getRevision(),
                kept.getBaseRevision(),
                kept.getDocument(),
                kept.getPublishedBy(),
                kept.getPublishedMs(),
                kept.getReason(),
                kept.getDraft(),
                kept.getRollbackOf(),
                kept.getConfigured());
    }

    private static KeptRequest request(final String id, final DoneRequest request) {
        final KeptRequest.Builder kept = KeptRequest.newBuilder()
                .setRequestId(id)
                .setContent(request.content())
                .setId(request.id())
                .setRevision(request.revision());
        if (request.override() != null) {
            kept.setOverride(request.override());
        }
        if (request.replaced() != null) {
            kept.setReplaced(request.replaced());
        }
        if (request.draft() != null) {
            kept.setDraft(draft(request.draft()));
        }
        if (request.activated() != null) {
            kept.setActivated(request.activated());
        }
        if (request.endedPlan() != null) {
            kept.setEndedPlan(request.endedPlan());
        }
        return kept.build();
    }

    private static DoneRequest request(final KeptRequest kept) {
        final @Nullable DraftRecord draft = kept.hasDraft() ? draft(kept.getDraft()) : null;
        return new DoneRequest(
                kept.getContent(),
                kept.getId(),
                kept.hasOverride() ? kept.getOverride() : null,
                kept.hasReplaced() ? kept.getReplaced() : null,
                draft,
                kept.hasActivated() ? kept.getActivated() : null,
                kept.getRevision(),
                kept.hasEndedPlan() ? kept.getEndedPlan() : null);
    }
}
