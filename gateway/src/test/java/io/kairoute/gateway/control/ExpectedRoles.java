package io.kairoute.gateway.control;

import io.grpc.MethodDescriptor;
import io.kairoute.control.v1.AuditServiceGrpc;
import io.kairoute.control.v1.DecisionServiceGrpc;
import io.kairoute.control.v1.LiveOccasionServiceGrpc;
import io.kairoute.control.v1.NodeServiceGrpc;
import io.kairoute.control.v1.NoteServiceGrpc;
import io.kairoute.control.v1.NowServiceGrpc;
import io.kairoute.control.v1.OutcomeServiceGrpc;
import io.kairoute.control.v1.QueueServiceGrpc;
import io.kairoute.control.v1.SegmentServiceGrpc;
import io.kairoute.control.v1.TableServiceGrpc;
import io.kairoute.gateway.identity.Role;
import java.util.Map;

/** The role that each method of the control plane must need, written down once more beside the proto files. */
final class ExpectedRoles {
    /** Full method name, as {@code kairoute.control.v1.TableService/PublishTable}, to role. */
    static final Map<String, Role> BY_METHOD = Map.ofEntries(
            needs(LiveOccasionServiceGrpc.getDeclareLiveOccasionMethod(), Role.OPERATOR),
            needs(LiveOccasionServiceGrpc.getExtendLiveOccasionMethod(), Role.OPERATOR),
            needs(LiveOccasionServiceGrpc.getResolveLiveOccasionMethod(), Role.OPERATOR),
            needs(LiveOccasionServiceGrpc.getListLiveOccasionsMethod(), Role.VIEWER),
            needs(LiveOccasionServiceGrpc.getWatchLiveOccasionsMethod(), Role.VIEWER),
            needs(QueueServiceGrpc.getOverrideQueueMethod(), Role.OPERATOR),
            needs(QueueServiceGrpc.getClearQueueOverrideMethod(), Role.OPERATOR),
            needs(QueueServiceGrpc.getListQueuesMethod(), Role.VIEWER),
            needs(QueueServiceGrpc.getReportQueueStatesMethod(), Role.OPERATOR),
            needs(QueueServiceGrpc.getSetSwitchMethod(), Role.OPERATOR),
            needs(QueueServiceGrpc.getListSwitchesMethod(), Role.VIEWER),
            needs(TableServiceGrpc.getCreateDraftMethod(), Role.EDITOR),
            needs(TableServiceGrpc.getUpdateDraftMethod(), Role.EDITOR),
            needs(TableServiceGrpc.getDeleteDraftMethod(), Role.EDITOR),
            needs(TableServiceGrpc.getListDraftsMethod(), Role.VIEWER),
            needs(TableServiceGrpc.getApproveDraftMethod(), Role.APPROVER),
            needs(TableServiceGrpc.getGetTableNamesMethod(), Role.VIEWER),
            needs(TableServiceGrpc.getValidateTableMethod(), Role.VIEWER),
            needs(TableServiceGrpc.getPublishTableMethod(), Role.PUBLISHER),
            needs(TableServiceGrpc.getRollbackTableMethod(), Role.PUBLISHER),
            needs(TableServiceGrpc.getSchedulePublishMethod(), Role.PUBLISHER),
            needs(TableServiceGrpc.getCancelScheduledPublishMethod(), Role.PUBLISHER),
            needs(TableServiceGrpc.getListRevisionsMethod(), Role.VIEWER),
            needs(TableServiceGrpc.getExportTableMethod(), Role.VIEWER),
            needs(TableServiceGrpc.getDiffTablesMethod(), Role.VIEWER),
            needs(TableServiceGrpc.getTryContactMethod(), Role.VIEWER),
            needs(SegmentServiceGrpc.getListSegmentSetsMethod(), Role.VIEWER),
            needs(SegmentServiceGrpc.getImportSegmentSetMethod(), Role.DATA),
            needs(SegmentServiceGrpc.getUpsertCustomerMethod(), Role.DATA),
            needs(SegmentServiceGrpc.getDeleteCustomerMethod(), Role.DATA),
            needs(SegmentServiceGrpc.getGetCustomerMethod(), Role.VIEWER),
            needs(SegmentServiceGrpc.getEraseCustomerMethod(), Role.ADMIN),
            needs(SegmentServiceGrpc.getGetSegmentStatisticsMethod(), Role.VIEWER),
            needs(SegmentServiceGrpc.getActivateSegmentSetMethod(), Role.DATA),
            needs(SegmentServiceGrpc.getRollbackSegmentSetMethod(), Role.DATA),
            needs(TableServiceGrpc.getGetPublicationMethod(), Role.VIEWER),
            needs(TableServiceGrpc.getSimulateTableMethod(), Role.VIEWER),
            needs(TableServiceGrpc.getStreamSimulationMethod(), Role.VIEWER),
            needs(TableServiceGrpc.getExportTuningMethod(), Role.VIEWER),
            needs(TableServiceGrpc.getImportTuningMethod(), Role.EDITOR),
            needs(DecisionServiceGrpc.getListDecisionsMethod(), Role.VIEWER),
            needs(DecisionServiceGrpc.getExportDecisionsMethod(), Role.VIEWER),
            needs(LiveOccasionServiceGrpc.getPreviewLiveOccasionMethod(), Role.VIEWER),
            needs(AuditServiceGrpc.getListAuditEntriesMethod(), Role.VIEWER),
            needs(AuditServiceGrpc.getGetAuditHeadMethod(), Role.VIEWER),
            needs(AuditServiceGrpc.getVerifyAuditMethod(), Role.VIEWER),
            needs(DecisionServiceGrpc.getExplainDecisionMethod(), Role.VIEWER),
            needs(DecisionServiceGrpc.getTryDecisionMethod(), Role.VIEWER),
            needs(NodeServiceGrpc.getGetCallerMethod(), Role.ANY),
            needs(NodeServiceGrpc.getGetNodeMethod(), Role.VIEWER),
            needs(NoteServiceGrpc.getSaveNoteMethod(), Role.OPERATOR),
            needs(NoteServiceGrpc.getGetNoteMethod(), Role.VIEWER),
            needs(NoteServiceGrpc.getListNotesMethod(), Role.VIEWER),
            needs(OutcomeServiceGrpc.getReportOutcomesMethod(), Role.REPORT),
            needs(OutcomeServiceGrpc.getStreamOutcomesMethod(), Role.REPORT),
            needs(OutcomeServiceGrpc.getGetOutcomeMethod(), Role.VIEWER),
            needs(OutcomeServiceGrpc.getListOutcomesMethod(), Role.VIEWER),
            needs(OutcomeServiceGrpc.getGetOutcomeCoverageMethod(), Role.VIEWER),
            needs(NowServiceGrpc.getWatchNowMethod(), Role.VIEWER),
            needs(NowServiceGrpc.getGetRatesMethod(), Role.VIEWER));

    private ExpectedRoles() {}

    private static Map.Entry<String, Role> needs(final MethodDescriptor<?, ?> method, final Role role) {
        return Map.entry(method.getFullMethodName(), role);
    }
}
