package io.kairoute.gateway.control;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.kairoute.control.v1.ApproveDraftRequest;
import io.kairoute.control.v1.AuditServiceGrpc;
import io.kairoute.control.v1.CancelScheduledPublishRequest;
import io.kairoute.control.v1.ClearQueueOverrideRequest;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.DeleteDraftRequest;
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
import io.kairoute.control.v1.SetSwitchRequest;
import io.kairoute.control.v1.TableServiceGrpc;
import io.kairoute.control.v1.UpdateDraftRequest;
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
                plane.on(DeclareLiveOccasionRequest::getTenant, live::declare));
        add(
                LiveOccasionServiceGrpc.getExtendLiveOccasionMethod(),
                plane.on(ExtendLiveOccasionRequest::getTenant, live::extend));
        add(
                LiveOccasionServiceGrpc.getResolveLiveOccasionMethod(),
                plane.on(ResolveLiveOccasionRequest::getTenant, live::resolve));
        add(
                LiveOccasionServiceGrpc.getListLiveOccasionsMethod(),
                plane.on(ListLiveOccasionsRequest::getTenant, live::list));
    }

    private void queues(final ControlPlane plane) {
        final Queues queues = plane.queues();
        add(QueueServiceGrpc.getOverrideQueueMethod(), plane.on(OverrideQueueRequest::getTenant, queues::override));
        add(
                QueueServiceGrpc.getClearQueueOverrideMethod(),
                plane.on(ClearQueueOverrideRequest::getTenant, queues::clear));
        add(QueueServiceGrpc.getListQueuesMethod(), plane.on(ListQueuesRequest::getTenant, queues::list));
        add(
                QueueServiceGrpc.getReportQueueStatesMethod(),
                plane.on(ReportQueueStatesRequest::getTenant, queues::report));
        add(QueueServiceGrpc.getSetSwitchMethod(), plane.on(SetSwitchRequest::getTenant, queues::set));
        add(QueueServiceGrpc.getListSwitchesMethod(), plane.on(ListSwitchesRequest::getTenant, queues::listSwitches));
    }

    private void drafts(final ControlPlane plane) {
        final Drafts drafts = plane.drafts();
        add(TableServiceGrpc.getCreateDraftMethod(), plane.on(CreateDraftRequest::getTenant, drafts::create));
        add(TableServiceGrpc.getUpdateDraftMethod(), plane.on(UpdateDraftRequest::getTenant, drafts::update));
        add(TableServiceGrpc.getDeleteDraftMethod(), plane.on(DeleteDraftRequest::getTenant, drafts::delete));
        add(TableServiceGrpc.getListDraftsMethod(), plane.on(ListDraftsRequest::getTenant, drafts::list));
        add(TableServiceGrpc.getApproveDraftMethod(), plane.on(ApproveDraftRequest::getTenant, drafts::approve));
        add(TableServiceGrpc.getSchedulePublishMethod(), plane.on(SchedulePublishRequest::getTenant, drafts::schedule));
        add(
                TableServiceGrpc.getCancelScheduledPublishMethod(),
                plane.on(CancelScheduledPublishRequest::getTenant, drafts::cancel));
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
