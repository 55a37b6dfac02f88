package io.kairoute.ctl.audit;

import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.QueueOverride;
import io.kairoute.control.v1.SegmentSetActivated;
import io.kairoute.control.v1.Switch;
import io.kairoute.control.v1.TablePublished;
import io.kairoute.ctl.time.Times;

/** Says in a few words what an entry of the audit trail changed. */
final class Changed {
    private Changed() {}

    /** The thing that was changed, and how; empty where the kind of the entry says all. */
    static String of(final Command command) {
        return switch (command.getChangeCase()) {
            case LIVE_OCCASION_DECLARED ->
                occasion(command.getLiveOccasionDeclared().getLiveOccasion());
            case LIVE_OCCASION_EXTENDED ->
                command.getLiveOccasionExtended().getId() + " until "
                        + Times.text(command.getLiveOccasionExtended().getAfter());
            case LIVE_OCCASION_RESOLVED -> command.getLiveOccasionResolved().getId();
            case LIVE_ACCOUNTS_FORGOTTEN -> command.getLiveAccountsForgotten().getId();
            case QUEUE_OVERRIDDEN ->
                held(command.getQueueOverridden().getAfter()) + " until "
                        + Times.text(command.getQueueOverridden().getAfter().getExpireTime());
            case QUEUE_OVERRIDE_CLEARED ->
                held(command.getQueueOverrideCleared().getBefore());
            case SWITCH_SET -> set(command.getSwitchSet().getAfter());
            case DRAFT_SAVED -> draft(command.getDraftSaved().getDraft());
            case DRAFT_DELETED -> draft(command.getDraftDeleted().getDraft());
            case DRAFT_APPROVED -> draft(command.getDraftApproved().getDraft());
            case TABLE_PUBLISHED -> published(command.getTablePublished());
            case PUBLISH_SCHEDULED ->
                draft(command.getPublishScheduled().getDraft()) + " at "
                        + Times.text(command.getPublishScheduled().getPublishTime());
            case SCHEDULE_CANCELLED -> draft(command.getScheduleCancelled().getDraft());
            case SEGMENT_SET_ACTIVATED -> served(command.getSegmentSetActivated());
            case NOTE_SAVED -> command.getNoteSaved().getNote();
            case FOLD_VERSION_SET -> "version " + command.getFoldVersionSet().getVersion();
            case CUSTOMER_ERASED, CHANGE_NOT_SET -> "";
        };
    }

    private static String occasion(final LiveOccasion declared) {
        return declared.getId() + " (" + declared.getOccasion() + ") until " + Times.text(declared.getExpireTime());
    }

    private static String held(final QueueOverride override) {
        return override.getQueue() + " " + override.getKind()
                + (override.getRedirectTo().isEmpty() ? "" : " to " + override.getRedirectTo());
    }

    private static String set(final Switch after) {
        return after.getSwitch().replace('_', '-')
                + (after.getOff() ? " off until " + Times.text(after.getExpireTime()) : " on");
    }

    private static String published(final TablePublished published) {
        return "revision:" + published.getRevision()
                + (published.getDraft().isEmpty() ? "" : " of " + draft(published.getDraft()))
                + (published.getRollbackOf() == 0 ? "" : " as revision:" + published.getRollbackOf());
    }

    private static String served(final SegmentSetActivated activated) {
        return "set " + activated.getAfter()
                + (activated.getBefore() == 0 ? "" : " in place of set " + activated.getBefore());
    }

    private static String draft(final String id) {
        return "draft:" + id;
    }
}
