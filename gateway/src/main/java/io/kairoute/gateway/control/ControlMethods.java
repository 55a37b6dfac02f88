package io.kairoute.gateway.control;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.kairoute.control.v1.ApproveDraftRequest;
import io.kairoute.control.v1.ApproveDraftResponse;
import io.kairoute.control.v1.AuditServiceGrpc;
import io.kairoute.control.v1.CancelScheduledPublishRequest;
import io.kairoute.control.v1.CancelScheduledPublishResponse;
import io.kairoute.control.v1.ClearQueueOverrideRequest;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.CreateDraftResponse;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.DeleteDraftRequest;
import io.kairoute.control.v1.DeleteDraftResponse;
import io.kairoute.control.v1.ExportTableRequest;
import io.kairoute.control.v1.ExtendLiveOccasionRequest;
import io.kairoute.control.v1.GetAuditHeadRequest;
import io.kairoute.control.v1.ListAuditEntriesRequest;
import io.kairoute.control.v1.ListDraftsRequest;
import io.kairoute.control.v1.ListLiveOccasionsRequest;
import io.kairoute.control.v1.ListQueuesRequest;
import io.kairoute.control.v1.ListRevisionsRequest;
import io.kairoute.control.v1.ListSwitchesRequest;
import io.kairoute.control.v1.LiveOccasionServiceGrpc;
import io.kairoute.control.v1.OverrideQueueRequest;
import io.kairoute.control.v1.QueueServiceGrpc;
import io.kairoute.control.v1.ReportQueueStatesRequest;
import io.kairoute.control.v1.ResolveLiveOccasionRequest;
import io.kairoute.control.v1.SchedulePublishRequest;
import io.kairoute.control.v1.SchedulePublishResponse;
import io.kairoute.control.v1.SetSwitchRequest;
import io.kairoute.control.v1.TableServiceGrpc;
import io.kairoute.control.v1.UpdateDraftRequest;
import io.kairoute.control.v1.UpdateDraftResponse;
import io.kairoute.gateway.api.AdminServices;
import io.kairoute.gateway.api.CallFaults;
import io.kairoute.gateway.api.Work;

/** Adds every method of the control plane that takes one request and gives one answer. */
public final class ControlMethods {
    private final AdminServices services;
    private final CallFaults faults;

    private ControlMethods(final AdminServices services, final CallFaults faults) {
        this.services = services;
        this.faults = faults;
    }

    /**
     * Adds the methods over a control plane.
     *
     * @param faults what their callers are told of a fault
     */
    public static void addTo(final AdminServices services, final ControlPlane plane, final CallFaults faults) {
        final ControlMethods methods = new ControlMethods(services, faults);
        methods.live(plane);
        methods.queues(plane);
        methods.drafts(plane);
        methods.tables(plane);
        methods.audit(plane);
    }

    private void live(final ControlPlane plane) {
        final LiveOccasions live = plane.liveOccasions();
        add(
                LiveOccasionServiceGrpc.getDeclareLiveOccasionMethod(),
                plane.once(DeclareLiveOccasionRequest::getTenant, live::declare, live::declaredAgain));
        add(
                LiveOccasionServiceGrpc.getExtendLiveOccasionMethod(),
                plane.once(ExtendLiveOccasionRequest::getTenant, live::extend, live::extendedAgain));
        add(
                LiveOccasionServiceGrpc.getResolveLiveOccasionMethod(),
                plane.once(ResolveLiveOccasionRequest::getTenant, live::resolve, live::resolvedAgain));
        add(
                LiveOccasionServiceGrpc.getListLiveOccasionsMethod(),
                plane.on(ListLiveOccasionsRequest::getTenant, live::list));
    }

    private void queues(final ControlPlane plane) {
        final Queues queues = plane.queues();
        add(
                QueueServiceGrpc.getOverrideQueueMethod(),
                plane.once(OverrideQueueRequest::getTenant, queues::override, queues::overriddenAgain));
        add(
                QueueServiceGrpc.getClearQueueOverrideMethod(),
                plane.once(ClearQueueOverrideRequest::getTenant, queues::clear, queues::clearedAgain));
        add(QueueServiceGrpc.getListQueuesMethod(), plane.on(ListQueuesRequest::getTenant, queues::list));
        add(
                QueueServiceGrpc.getReportQueueStatesMethod(),
                plane.on(ReportQueueStatesRequest::getTenant, queues::report));
        add(
                QueueServiceGrpc.getSetSwitchMethod(),
                plane.once(SetSwitchRequest::getTenant, queues::set, queues::setAgain));
        add(QueueServiceGrpc.getListSwitchesMethod(), plane.on(ListSwitchesRequest::getTenant, queues::listSwitches));
    }

    private void drafts(final ControlPlane plane) {
        final Drafts drafts = plane.drafts();
        add(
                TableServiceGrpc.getCreateDraftMethod(),
                plane.once(
                        CreateDraftRequest::getTenant,
                        drafts::create,
                        (tenant, done) -> CreateDraftResponse.newBuilder()
                                .setDraft(Drafts.shownAgain(done))
                                .build()));
        add(
                TableServiceGrpc.getUpdateDraftMethod(),
                plane.once(
                        UpdateDraftRequest::getTenant,
                        drafts::update,
                        (tenant, done) -> UpdateDraftResponse.newBuilder()
                                .setDraft(Drafts.shownAgain(done))
                                .build()));
        add(
                TableServiceGrpc.getDeleteDraftMethod(),
                plane.once(
                        DeleteDraftRequest::getTenant,
                        drafts::delete,
                        (tenant, done) -> DeleteDraftResponse.getDefaultInstance()));
        add(TableServiceGrpc.getListDraftsMethod(), plane.on(ListDraftsRequest::getTenant, drafts::list));
        add(
                TableServiceGrpc.getApproveDraftMethod(),
                plane.once(
                        ApproveDraftRequest::getTenant,
                        drafts::approve,
                        (tenant, done) -> ApproveDraftResponse.newBuilder()
                                .setDraft(Drafts.shownAgain(done))
                                .build()));
        add(
                TableServiceGrpc.getSchedulePublishMethod(),
                plane.once(
                        SchedulePublishRequest::getTenant,
                        drafts::schedule,
                        (tenant, done) -> SchedulePublishResponse.newBuilder()
                                .setDraft(Drafts.shownAgain(done))
                                .build()));
        add(
                TableServiceGrpc.getCancelScheduledPublishMethod(),
                plane.once(
                        CancelScheduledPublishRequest::getTenant,
                        drafts::cancel,
                        (tenant, done) -> CancelScheduledPublishResponse.newBuilder()
                                .setDraft(Drafts.shownAgain(done))
                                .build()));
    }

    private void tables(final ControlPlane plane) {
        final Tables tables = plane.tables();
        add(TableServiceGrpc.getValidateTableMethod(), tables::validate);
        add(TableServiceGrpc.getPublishTableMethod(), plane.publisher()::publish);
        add(TableServiceGrpc.getRollbackTableMethod(), plane.publisher()::rollback);
        add(TableServiceGrpc.getListRevisionsMethod(), plane.on(ListRevisionsRequest::getTenant, tables::list));
        add(TableServiceGrpc.getExportTableMethod(), plane.on(ExportTableRequest::getTenant, tables::export));
        add(TableServiceGrpc.getDiffTablesMethod(), tables::diff);
        add(TableServiceGrpc.getTryContactMethod(), plane.trials()::attempt);
        add(TableServiceGrpc.getGetPublicationMethod(), plane.publications()::get);
        add(TableServiceGrpc.getExportTuningMethod(), plane.tuning()::export);
        add(TableServiceGrpc.getImportTuningMethod(), plane.tuning()::replace);
    }

    private void audit(final ControlPlane plane) {
        final Audit audit = plane.audit();
        add(AuditServiceGrpc.getListAuditEntriesMethod(), plane.on(ListAuditEntriesRequest::getTenant, audit::list));
        add(AuditServiceGrpc.getGetAuditHeadMethod(), plane.on(GetAuditHeadRequest::getTenant, audit::head));
    }

    private <Q extends Message, A extends Message> void add(
            final MethodDescriptor<Q, A> method, final Work.Unary<Q, A> work) {
        services.add(method, faults.around(work));
    }
}
