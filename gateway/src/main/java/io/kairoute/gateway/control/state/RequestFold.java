package io.kairoute.gateway.control.state;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.PlannedPublish;
import io.kairoute.control.v1.QueueOverridden;
import io.kairoute.control.v1.QueueOverride;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The newest requests of one tenant that were done. Thread-confined: owned by whoever owns the state. */
final class RequestFold {
    private static final int MOST = 10_000;

    private final Map<String, DoneRequest> done = new LinkedHashMap<>();

    Map<String, DoneRequest> all() {
        return done;
    }

    /** The request with this idempotency key; null for none. */
    @Nullable
    DoneRequest of(final String requestId) {
        return requestId.isEmpty() ? null : done.get(requestId);
    }

    /** Whether a command repeats a request that was done, rather than taking its id for another one. */
    static boolean isSame(final DoneRequest earlier, final Command again) {
        final boolean isOlderPublish = earlier.content().isEmpty() && earlier.revision() != 0;
        return isOlderPublish ? again.hasTablePublished() : earlier.content().equals(again.getRequestContent());
    }

    /**
     * Folds a command in.
     *
     * @param tables the drafts as they are after it
     */
    void apply(final Command command, final TableFold tables) {
        final String undone = undone(command);
        if (!undone.isEmpty()) {
            done.remove(undone);
        }
        final String id = requestId(command);
        if (!id.isEmpty() && !id.equals(undone)) {
            restore(id, done(command, tables));
        }
    }

    /** Takes a request from a kept state. */
    void restore(final String requestId, final DoneRequest request) {
        done.put(requestId, request);
        if (done.size() > MOST) {
            done.remove(done.keySet().iterator().next());
        }
    }

    // Older versions named the request that is done no more as its own, and a publish's in the publish.
    private static String undone(final Command command) {
        if (!command.getSegmentSetActivated().getUndone()) {
            return "";
        }
        final String undone = command.getSegmentSetActivated().getUndoneRequest();
        return undone.isEmpty() ? command.getRequestId() : undone;
    }

    private static String requestId(final Command command) {
        return command.getRequestId().isEmpty() ? command.getTablePublished().getRequestId() : command.getRequestId();
    }

    private static DoneRequest done(final Command command, final TableFold tables) {
        return switch (command.getChangeCase()) {
            case LIVE_OCCASION_DECLARED ->
                of(command, command.getLiveOccasionDeclared().getLiveOccasion().getId());
            case LIVE_OCCASION_EXTENDED ->
                of(command, command.getLiveOccasionExtended().getId());
            case LIVE_OCCASION_RESOLVED ->
                of(command, command.getLiveOccasionResolved().getId());
            case QUEUE_OVERRIDDEN ->
                DoneRequest.of(
                        command.getRequestContent(),
                        command.getQueueOverridden().getAfter(),
                        replaced(command.getQueueOverridden()));
            case QUEUE_OVERRIDE_CLEARED ->
                DoneRequest.of(
                        command.getRequestContent(),
                        command.getQueueOverrideCleared().getBefore(),
                        null);
            case SWITCH_SET -> of(command, command.getSwitchSet().getAfter().getSwitch());
            case NOTE_SAVED -> of(command, command.getNoteSaved().getNote());
            case DRAFT_SAVED -> draft(command, command.getDraftSaved().getDraft(), tables);
            case DRAFT_DELETED -> draft(command, command.getDraftDeleted().getDraft(), tables);
            case DRAFT_APPROVED -> draft(command, command.getDraftApproved().getDraft(), tables);
            case PUBLISH_SCHEDULED ->
                draft(command, command.getPublishScheduled().getDraft(), tables);
            case SCHEDULE_CANCELLED ->
                draft(command, command.getScheduleCancelled().getDraft(), tables);
            case TABLE_PUBLISHED ->
                new DoneRequest(
                        command.getRequestContent(),
                        "",
                        null,
                        null,
                        null,
                        null,
                        command.getTablePublished().getRevision(),
                        null);
            case SEGMENT_SET_ACTIVATED ->
                new DoneRequest(
                        command.getRequestContent(), "", null, null, null, command.getSegmentSetActivated(), 0, null);
            default -> of(command, "");
        };
    }

    private static DoneRequest of(final Command command, final String id) {
        return DoneRequest.of(command.getRequestContent(), id);
    }

    // The log keeps overrides for a while after their end.
    private static @Nullable QueueOverride replaced(final QueueOverridden change) {
        return change.hasBefore()
                        && Timestamps.compare(
                                        change.getBefore().getExpireTime(),
                                        change.getAfter().getSetTime())
                                > 0
                ? change.getBefore()
                : null;
    }

    private static DoneRequest draft(final Command command, final String id, final TableFold tables) {
        return new DoneRequest(
                command.getRequestContent(), id, null, null, tables.drafts().get(id), null, 0, endedPlan(command));
    }

    private static @Nullable PlannedPublish endedPlan(final Command command) {
        return switch (command.getChangeCase()) {
            case DRAFT_SAVED ->
                command.getDraftSaved().hasEndedPlan() ? command.getDraftSaved().getEndedPlan() : null;
            case DRAFT_DELETED ->
                command.getDraftDeleted().hasEndedPlan()
                        ? command.getDraftDeleted().getEndedPlan()
                        : null;
            case PUBLISH_SCHEDULED ->
                command.getPublishScheduled().hasEndedPlan()
                        ? command.getPublishScheduled().getEndedPlan()
                        : null;
            default -> null;
        };
    }
}
