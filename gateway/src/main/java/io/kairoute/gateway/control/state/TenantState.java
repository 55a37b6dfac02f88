package io.kairoute.gateway.control.state;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.QueueOverride;
import io.kairoute.control.v1.Switch;
import io.kairoute.control.v1.TenantControlState;
import io.kairoute.gateway.control.log.ControlEntry;
import io.kairoute.gateway.control.log.Fold.Judgement;
import io.kairoute.gateway.control.log.Proposal;
import io.kairoute.gateway.control.log.Rejection;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.store.StoreException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's control state: nothing but the fold of its entries in the log, which also judges what comes next.
 *
 * <p>Whoever folds the same entries has the same state, and judges alike: by the entry's own time, never by a clock.
 * Thread-confined: owned by whoever folds.
 */
public final class TenantState {
    /** By which rules changes are judged that this version makes. */
    public static final int FOLD_VERSION = 2;

    /** From this version of the rules on a plan must replace the current revision. */
    private static final int PLANS_OF_THE_CURRENT_REVISION = 2;

    /** How long what has ended is kept, so that a clock that jumps back finds it again. */
    public static final long KEPT_AFTER_END_MS = 2 * 60 * 60 * 1_000;

    /** The switch over stage two. */
    public static final String STAGE_TWO = "stage_two";

    /** The switch over experiments. */
    public static final String EXPERIMENTS = "experiments";

    private final LiveFold live;
    private final QueueFold queues = new QueueFold();
    private final TableFold tables = new TableFold();
    private final SetFold sets = new SetFold();
    private final NoteFold notes = new NoteFold();
    private final RequestFold requests = new RequestFold();
    private int foldVersion;
    private long logTimeMs;
    private ControlEntry last = new ControlEntry(0, "", 0, 0, "", "", "", "", new byte[0], new byte[0]);

    /** Makes the state before any entry. */
    public TenantState(final KeyHasher hasher) {
        live = new LiveFold(hasher);
    }

    /** The live occasions, by id, in the order of their declarations; their account keys are masked. */
    public Map<String, LiveOccasion> live() {
        return live.all();
    }

    /**
     * The live occasions that contacts may meet: those that nobody ended, the last to end first. What has ended by the clock is among
     * them, since a clock may be set back. Their account keys are masked.
     */
    public Collection<LiveOccasion> unresolvedLive() {
        return live.unresolved();
    }

    /** How many live occasions end after a time. */
    public int liveLasting(final long nowMs) {
        return live.lasting(nowMs);
    }

    /** Where in the log a live occasion changed. */
    public LiveMark liveMark(final String id) {
        return live.mark(id);
    }

    /** The account keys that live occasions name. */
    public LiveAccounts accounts() {
        return live.accounts();
    }

    /** What holds queues, by queue. */
    public Map<String, QueueOverride> overrides() {
        return queues.overrides();
    }

    /** Whether a redirect would lead back to the queue that it holds. */
    public boolean leadsBack(final QueueOverride held, final long nowMs) {
        return queues.leadsBack(held, nowMs);
    }

    /** A switch as the log set it. */
    public SwitchRecord switchOf(final String name) {
        return queues.switchOf(name);
    }

    /** A switch as people see it. */
    public Switch shownSwitch(final String name, final long nowMs) {
        return queues.shown(name, nowMs);
    }

    /** The drafts, by id. */
    public NavigableMap<String, DraftRecord> drafts() {
        return tables.drafts();
    }

    /** The revisions, by number. */
    public NavigableMap<Long, RevisionRecord> revisions() {
        return tables.revisions();
    }

    /** The newest revision's number; 0 before the first. */
    public long newestRevision() {
        return tables.newestRevision();
    }

    /** The notes, by id; the one that was written last comes last. */
    public Map<String, NoteRecord> notes() {
        return notes.notes();
    }

    /** The write with this idempotency key that was done; null for none. */
    public @Nullable DoneRequest done(final String requestId) {
        return requests.of(requestId);
    }

    /** The segment set that was last activated; the truth is with the sets, this is what the audit trail knows. */
    public int segmentSet() {
        return sets.active();
    }

    /** The place in the chain of the last activation that somebody asked for; 0 before any. */
    public long setActivatedAt() {
        return sets.activatedAt();
    }

    /** The segment sets that were served before that one, each once, the latest last. */
    public List<Integer> setsBefore() {
        return sets.before();
    }

    /** By the rules of which version changes are judged; 0 before any. */
    public int foldVersion() {
        return foldVersion;
    }

    /** The newest entry; of one from a kept state only its places, time and hash are known. */
    public ControlEntry last() {
        return last;
    }

    /**
     * Judges a proposal; changes nothing.
     *
     * @param number the place that its entry would have in the tenant's chain
     */
    public Judgement judge(final Proposal proposal, final long number) {
        final Command command = proposal.command();
        if (foldVersion > FOLD_VERSION || !isKnown(command)) {
            return Judging.needsNewer();
        }
        final DoneRequest earlier = requests.of(command.getRequestId());
        if (earlier != null) {
            return RequestFold.isSame(earlier, command)
                    ? Judging.duplicate(proposal)
                    : Judging.reject(Rejection.REQUEST_ID_REUSED);
        }
        // What was written before any rule counts as accepted.
        return foldVersion == 0 ? Judging.accept(proposal) : byTheRules(proposal, number);
    }

    private Judgement byTheRules(final Proposal proposal, final long number) {
        return switch (proposal.command().getChangeCase()) {
            case LIVE_OCCASION_DECLARED -> live.declared(proposal, number);
            case LIVE_OCCASION_EXTENDED -> live.extended(proposal);
            case LIVE_OCCASION_RESOLVED -> live.resolved(proposal);
            case LIVE_ACCOUNTS_FORGOTTEN -> live.forgotten(proposal);
            case QUEUE_OVERRIDDEN -> queues.overridden(proposal);
            case QUEUE_OVERRIDE_CLEARED -> queues.cleared(proposal);
            case SWITCH_SET -> queues.switched(proposal);
            case DRAFT_SAVED -> tables.saved(proposal, number);
            case DRAFT_DELETED -> tables.deleted(proposal);
            case DRAFT_APPROVED -> tables.approved(proposal);
            case TABLE_PUBLISHED -> tables.published(proposal);
            case PUBLISH_SCHEDULED -> tables.scheduled(proposal, foldVersion < PLANS_OF_THE_CURRENT_REVISION);
            case SCHEDULE_CANCELLED -> tables.cancelled(proposal);
            case NOTE_SAVED -> notes.saved(proposal, number);
            case SEGMENT_SET_ACTIVATED, CUSTOMER_ERASED, FOLD_VERSION_SET -> Judging.accept(proposal);
            case CHANGE_NOT_SET -> Judging.needsNewer();
        };
    }

    /**
     * Folds one entry in.
     *
     * @return false where only a newer version knows what it says; nothing has changed then
     * @throws StoreException when it is no command at all
     */
    public boolean apply(final ControlEntry entry) {
        final Command command = parse(entry);
        if (!isKnown(command)) {
            return false;
        }
        last = entry;
        logTimeMs = Math.max(logTimeMs, entry.atMs());
        fold(entry, command);
        requests.apply(command, tables);
        live.forgetEnded(logTimeMs - KEPT_AFTER_END_MS);
        queues.forgetEnded(logTimeMs - KEPT_AFTER_END_MS);
        return true;
    }

    private void fold(final ControlEntry entry, final Command command) {
        switch (command.getChangeCase()) {
            case LIVE_OCCASION_DECLARED -> live.apply(command.getLiveOccasionDeclared(), entry.sequence());
            case LIVE_OCCASION_EXTENDED -> live.apply(command.getLiveOccasionExtended(), entry.sequence());
            case LIVE_OCCASION_RESOLVED -> live.apply(command.getLiveOccasionResolved(), entry.sequence());
            case LIVE_ACCOUNTS_FORGOTTEN -> live.apply(command.getLiveAccountsForgotten());
            case QUEUE_OVERRIDDEN -> queues.apply(command.getQueueOverridden());
            case QUEUE_OVERRIDE_CLEARED -> queues.apply(command.getQueueOverrideCleared());
            case SWITCH_SET -> queues.apply(command.getSwitchSet().getAfter());
            case DRAFT_SAVED -> tables.apply(entry, command.getDraftSaved());
            case DRAFT_DELETED -> tables.apply(command.getDraftDeleted());
            case DRAFT_APPROVED -> tables.apply(entry, command.getDraftApproved());
            case TABLE_PUBLISHED -> tables.apply(entry, command.getTablePublished());
            case PUBLISH_SCHEDULED -> tables.apply(entry, command.getPublishScheduled());
            case SCHEDULE_CANCELLED -> tables.apply(command.getScheduleCancelled());
            case NOTE_SAVED -> notes.apply(entry, command.getNoteSaved());
            case SEGMENT_SET_ACTIVATED -> sets.apply(command.getSegmentSetActivated(), entry.number());
            case FOLD_VERSION_SET -> foldVersion = command.getFoldVersionSet().getVersion();
            case CUSTOMER_ERASED, CHANGE_NOT_SET -> {
                // Kept for the audit alone.
            }
        }
    }

    private static boolean isKnown(final Command command) {
        return command.getChangeCase() != Command.ChangeCase.CHANGE_NOT_SET
                && command.getFoldVersionSet().getVersion() <= FOLD_VERSION;
    }

    private static Command parse(final ControlEntry entry) {
        try {
            return Command.parseFrom(entry.command());
        } catch (final InvalidProtocolBufferException e) {
            throw StoreException.unreadable("the control log's entry " + entry.sequence() + " cannot be read", e);
        }
    }

    LiveFold liveFold() {
        return live;
    }

    QueueFold queueFold() {
        return queues;
    }

    TableFold tableFold() {
        return tables;
    }

    NoteFold noteFold() {
        return notes;
    }

    RequestFold requestFold() {
        return requests;
    }

    /** The latest time of all entries: what ended {@link #KEPT_AFTER_END_MS} before it is forgotten, whatever a clock shows now. */
    public long logTimeMs() {
        return logTimeMs;
    }

    /** Takes what stands in a kept state beside its lists. */
    void restore(final TenantControlState kept, final ControlEntry newest) {
        last = newest;
        logTimeMs = kept.getLogTimeMs();
        foldVersion = kept.getFoldVersion();
        sets.restore(kept);
    }
}
