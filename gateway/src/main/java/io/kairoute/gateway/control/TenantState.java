package io.kairoute.gateway.control;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.DraftApproved;
import io.kairoute.control.v1.DraftSaved;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.PublishScheduled;
import io.kairoute.control.v1.QueueOverride;
import io.kairoute.control.v1.Switch;
import io.kairoute.control.v1.TablePublished;
import io.kairoute.gateway.control.log.ControlEntry;
import io.kairoute.gateway.identity.CallerName;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.store.StoreException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's control state: nothing but the fold of its entries in the log. Thread-confined: owned by the control thread.
 */
final class TenantState {
    /** How long what has ended is kept, so that a clock that jumps back finds it again. */
    static final long KEPT_AFTER_END_MS = 2 * 60 * 60 * 1_000;

    /** The switch over stage two. */
    static final String STAGE_TWO = "stage_two";
    /** The switch over experiments. */
    static final String EXPERIMENTS = "experiments";

    private static final int REQUEST_IDS = 10_000;

    private final Map<String, LiveOccasion> live = new LinkedHashMap<>();
    private final Map<String, QueueOverride> overrides = new LinkedHashMap<>();
    private final Map<String, SwitchRecord> switches = new HashMap<>();
    private final NavigableMap<String, DraftRecord> drafts = new TreeMap<>();
    private final NavigableMap<Long, RevisionRecord> revisions = new TreeMap<>();
    private final Map<String, Long> revisionByRequest = new LinkedHashMap<>();
    private final Map<String, DoneRequest> doneRequests = new LinkedHashMap<>();
    private final LiveAccounts accounts;
    private int segmentSet;
    private ControlEntry last = new ControlEntry(0, "", 0, 0, "", "", "", "", new byte[0], new byte[0]);

    TenantState(final KeyHasher hasher) {
        accounts = new LiveAccounts(hasher);
    }

    /** The live occasions, by id; their account keys are masked. */
    Map<String, LiveOccasion> live() {
        return live;
    }

    /** The account keys that live occasions name. */
    LiveAccounts accounts() {
        return accounts;
    }

    Map<String, QueueOverride> overrides() {
        return overrides;
    }

    SwitchRecord switchOf(final String name) {
        return switches.getOrDefault(name, SwitchRecord.ON);
    }

    NavigableMap<String, DraftRecord> drafts() {
        return drafts;
    }

    NavigableMap<Long, RevisionRecord> revisions() {
        return revisions;
    }

    /** The newest revision's number; 0 before the first. */
    long newestRevision() {
        return revisions.isEmpty() ? 0 : revisions.lastKey();
    }

    /** The revision that a publish with this idempotency key made; null for none. */
    @Nullable
    Long revisionOfRequest(final String requestId) {
        return requestId.isEmpty() ? null : revisionByRequest.get(requestId);
    }

    /** The write with this idempotency key that was done; null for none, or for a publish. */
    @Nullable
    DoneRequest done(final String requestId) {
        return requestId.isEmpty() ? null : doneRequests.get(requestId);
    }

    /** The segment set that was last activated; the truth is with the sets, this is what the audit trail knows. */
    int segmentSet() {
        return segmentSet;
    }

    /** The newest entry. */
    ControlEntry last() {
        return last;
    }

    /** Folds one entry in. */
    void apply(final ControlEntry entry) {
        final Command command = parse(entry);
        last = entry;
        switch (command.getChangeCase()) {
            case LIVE_OCCASION_DECLARED -> {
                final LiveOccasion declared = accounts.fold(command.getLiveOccasionDeclared());
                live.put(declared.getId(), declared);
            }
            case LIVE_OCCASION_EXTENDED ->
                live.computeIfPresent(command.getLiveOccasionExtended().getId(), (id, occasion) -> occasion.toBuilder()
                        .setExpireTime(command.getLiveOccasionExtended().getAfter())
                        .build());
            case LIVE_OCCASION_RESOLVED ->
                live.computeIfPresent(command.getLiveOccasionResolved().getId(), (id, occasion) -> occasion.toBuilder()
                        .setExpireTime(command.getLiveOccasionResolved().getAfter())
                        .setState("RESOLVED")
                        .build());
            case LIVE_ACCOUNTS_FORGOTTEN ->
                live.computeIfPresent(command.getLiveAccountsForgotten().getId(), (id, occasion) -> {
                    accounts.fold(command.getLiveAccountsForgotten(), occasion);
                    return occasion;
                });
            case QUEUE_OVERRIDDEN ->
                overrides.put(
                        command.getQueueOverridden().getAfter().getQueue(),
                        command.getQueueOverridden().getAfter());
            case QUEUE_OVERRIDE_CLEARED ->
                overrides.remove(command.getQueueOverrideCleared().getBefore().getQueue());
            case SWITCH_SET -> switched(command.getSwitchSet().getAfter());
            case DRAFT_SAVED -> saved(entry, command.getDraftSaved());
            case DRAFT_DELETED -> drafts.remove(command.getDraftDeleted().getDraft());
            case DRAFT_APPROVED -> approved(entry, command.getDraftApproved());
            case TABLE_PUBLISHED -> published(entry, command.getTablePublished());
            case PUBLISH_SCHEDULED -> scheduled(entry, command.getPublishScheduled());
            case SCHEDULE_CANCELLED ->
                change(command.getScheduleCancelled().getDraft(), draft -> draft.scheduled(null));
            case SEGMENT_SET_ACTIVATED ->
                segmentSet = command.getSegmentSetActivated().getAfter();
            case CUSTOMER_ERASED, CHANGE_NOT_SET -> {
                // Kept for the audit, or written by a newer version.
            }
        }
        if (command.getSegmentSetActivated().getUndone()) {
            doneRequests.remove(command.getRequestId());
        } else if (!command.getRequestId().isEmpty()) {
            doneRequests.put(command.getRequestId(), done(command));
            forgetOldest(doneRequests);
        }
    }

    private DoneRequest done(final Command command) {
        return switch (command.getChangeCase()) {
            case LIVE_OCCASION_DECLARED ->
                done(
                        command,
                        command.getLiveOccasionDeclared().getLiveOccasion().getId());
            case LIVE_OCCASION_EXTENDED ->
                done(command, command.getLiveOccasionExtended().getId());
            case LIVE_OCCASION_RESOLVED ->
                done(command, command.getLiveOccasionResolved().getId());
            case QUEUE_OVERRIDDEN -> done(command, command.getQueueOverridden().getAfter());
            case QUEUE_OVERRIDE_CLEARED ->
                done(command, command.getQueueOverrideCleared().getBefore());
            case SWITCH_SET -> done(command, command.getSwitchSet().getAfter().getSwitch());
            case DRAFT_SAVED -> done(command, command.getDraftSaved().getDraft());
            case DRAFT_DELETED -> done(command, command.getDraftDeleted().getDraft());
            case DRAFT_APPROVED -> done(command, command.getDraftApproved().getDraft());
            case PUBLISH_SCHEDULED ->
                done(command, command.getPublishScheduled().getDraft());
            case SCHEDULE_CANCELLED ->
                done(command, command.getScheduleCancelled().getDraft());
            case SEGMENT_SET_ACTIVATED ->
                new DoneRequest(command.getRequestContent(), "", null, null, command.getSegmentSetActivated());
            default -> done(command, "");
        };
    }

    private DoneRequest done(final Command command, final String id) {
        return new DoneRequest(command.getRequestContent(), id, null, drafts.get(id), null);
    }

    private static DoneRequest done(final Command command, final QueueOverride override) {
        return new DoneRequest(command.getRequestContent(), override.getQueue(), override, null, null);
    }

    private static void forgetOldest(final Map<String, ?> byRequest) {
        if (byRequest.size() > REQUEST_IDS) {
            byRequest.remove(byRequest.keySet().iterator().next());
        }
    }

    /** Forgets what ended long ago. */
    void forgetEnded(final long nowMs) {
        final long endMs = nowMs - KEPT_AFTER_END_MS;
        for (final LiveOccasion occasion : List.copyOf(live.values())) {
            // What is stored of it goes first.
            if (Timestamps.toMillis(occasion.getExpireTime()) < endMs && !accounts.isStored(occasion.getId())) {
                live.remove(occasion.getId());
                accounts.drop(occasion.getId());
            }
        }
        overrides.values().removeIf(override -> Timestamps.toMillis(override.getExpireTime()) < endMs);
    }

    private void switched(final Switch after) {
        if (after.getOff()) {
            switches.put(
                    after.getSwitch(),
                    new SwitchRecord(Timestamps.toMillis(after.getExpireTime()), after.getReason(), after.getSetBy()));
        } else {
            switches.remove(after.getSwitch());
        }
    }

    private void saved(final ControlEntry entry, final DraftSaved saved) {
        final DraftRecord before = drafts.get(saved.getDraft());
        final Set<String> authors = before == null ? new TreeSet<>() : new TreeSet<>(before.authors());
        authors.add(entry.actor());
        drafts.put(
                saved.getDraft(),
                new DraftRecord(
                        saved.getDraft(),
                        saved.getTitle(),
                        saved.getAfter(),
                        entry.number(),
                        saved.getBaseRevision(),
                        entry.actor(),
                        entry.atMs(),
                        Set.copyOf(authors),
                        Set.of(),
                        null));
    }

    private void approved(final ControlEntry entry, final DraftApproved approved) {
        change(approved.getDraft(), draft -> {
            final Set<String> approvers = new TreeSet<>(draft.approvedBy());
            // Somebody may have approved before names had kinds, and counts once.
            approvers.removeIf(approver -> CallerName.isSame(approver, entry.actor()));
            approvers.add(entry.actor());
            return new DraftRecord(
                    draft.id(),
                    draft.title(),
                    draft.document(),
                    entry.number(),
                    draft.baseRevision(),
                    draft.updatedBy(),
                    draft.updatedMs(),
                    draft.authors(),
                    Set.copyOf(approvers),
                    draft.schedule());
        });
    }

    private void published(final ControlEntry entry, final TablePublished published) {
        revisions.put(
                published.getRevision(),
                new RevisionRecord(
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
        if (!published.getRequestId().isEmpty()) {
            revisionByRequest.put(published.getRequestId(), published.getRevision());
            forgetOldest(revisionByRequest);
        }
    }

    private void scheduled(final ControlEntry entry, final PublishScheduled scheduled) {
        change(
                scheduled.getDraft(),
                draft -> draft.scheduled(new ScheduledPublish(
                        Timestamps.toMillis(scheduled.getPublishTime()),
                        scheduled.getBaseRevision(),
                        scheduled.getAcceptWarnings(),
                        entry.actor(),
                        entry.reason())));
    }

    private void change(final String draft, final UnaryOperator<DraftRecord> change) {
        drafts.computeIfPresent(draft, (id, record) -> change.apply(record));
    }

    private static Command parse(final ControlEntry entry) {
        try {
            return Command.parseFrom(entry.command());
        } catch (final InvalidProtocolBufferException e) {
            throw StoreException.unreadable("the control log's entry " + entry.sequence() + " cannot be read", e);
        }
    }
}
