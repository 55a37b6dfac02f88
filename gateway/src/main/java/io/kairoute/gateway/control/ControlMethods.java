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
import io.kairoute.gateway.control.ControlMethod.Handler;
import io.kairoute.gateway.identity.Role;
import io.kairoute.router.Limits;
import java.util.ArrayList;
import java.util.List;

/** Lists every method of the control plane that takes one request and gives one response. */
public final class ControlMethods {
    private static final int SMALL_BYTES = 1024 * 1024;
    private static final int TABLE_BYTES = Limits.TABLE_BYTES + 64 * 1024;

    private final List<ControlMethod<?, ?>> methods = new ArrayList<>();

    private ControlMethods() {}

    /** The methods over a control plane. */
    public static List<ControlMethod<?, ?>> of(final ControlPlane plane) {
        final ControlMethods methods = new ControlMethods();
        methods.live(plane);
        methods.queues(plane);
        methods.drafts(plane);
        methods.tables(plane);
        methods.audit(plane);
        return List.copyOf(methods.methods);
    }

    private void live(final ControlPlane plane) {
        final LiveOccasions live = plane.liveOccasions();
        small(
                LiveOccasionServiceGrpc.getDeclareLiveOccasionMethod(),
                plane.on(DeclareLiveOccasionRequest::getTenant, live::declare));
        small(
                LiveOccasionServiceGrpc.getExtendLiveOccasionMethod(),
                plane.on(ExtendLiveOccasionRequest::getTenant, live::extend));
        small(
                LiveOccasionServiceGrpc.getResolveLiveOccasionMethod(),
                plane.on(ResolveLiveOccasionRequest::getTenant, live::resolve));
        small(
                LiveOccasionServiceGrpc.getListLiveOccasionsMethod(),
                plane.on(ListLiveOccasionsRequest::getTenant, live::list));
    }

    private void queues(final ControlPlane plane) {
        final Queues queues = plane.queues();
        small(QueueServiceGrpc.getOverrideQueueMethod(), plane.on(OverrideQueueRequest::getTenant, queues::override));
        small(
                QueueServiceGrpc.getClearQueueOverrideMethod(),
                plane.on(ClearQueueOverrideRequest::getTenant, queues::clear));
        small(QueueServiceGrpc.getListQueuesMethod(), plane.on(ListQueuesRequest::getTenant, queues::list));
        small(
                QueueServiceGrpc.getReportQueueStatesMethod(),
                plane.on(ReportQueueStatesRequest::getTenant, queues::report));
        small(QueueServiceGrpc.getSetSwitchMethod(), plane.on(SetSwitchRequest::getTenant, queues::set));
        small(QueueServiceGrpc.getListSwitchesMethod(), plane.on(ListSwitchesRequest::getTenant, queues::listSwitches));
    }

    private void drafts(final ControlPlane plane) {
        final Drafts drafts = plane.drafts();
        large(TableServiceGrpc.getCreateDraftMethod(), plane.on(CreateDraftRequest::getTenant, drafts::create));
        large(TableServiceGrpc.getUpdateDraftMethod(), plane.on(UpdateDraftRequest::getTenant, drafts::update));
        small(TableServiceGrpc.getDeleteDraftMethod(), plane.on(DeleteDraftRequest::getTenant, drafts::delete));
        small(TableServiceGrpc.getListDraftsMethod(), plane.on(ListDraftsRequest::getTenant, drafts::list));
        small(TableServiceGrpc.getApproveDraftMethod(), plane.on(ApproveDraftRequest::getTenant, drafts::approve));
        small(
                TableServiceGrpc.getSchedulePublishMethod(),
                plane.on(SchedulePublishRequest::getTenant, drafts::schedule));
        small(
                TableServiceGrpc.getCancelScheduledPublishMethod(),
                plane.on(CancelScheduledPublishRequest::getTenant, drafts::cancel));
    }

    private void tables(final ControlPlane plane) {
        final Tables tables = plane.tables();
        large(TableServiceGrpc.getValidateTableMethod(), tables::validate);
        large(TableServiceGrpc.getPublishTableMethod(), plane.publisher()::publish);
        small(TableServiceGrpc.getRollbackTableMethod(), plane.publisher()::rollback);
        small(TableServiceGrpc.getListRevisionsMethod(), plane.on(ListRevisionsRequest::getTenant, tables::list));
        small(TableServiceGrpc.getExportTableMethod(), plane.on(ExportTableRequest::getTenant, tables::export));
        small(TableServiceGrpc.getDiffTablesMethod(), tables::diff);
        small(TableServiceGrpc.getTryContactMethod(), plane.trials()::attempt);
        small(TableServiceGrpc.getGetPublicationMethod(), plane.publications()::get);
        small(TableServiceGrpc.getExportTuningMethod(), plane.tuning()::export);
        large(TableServiceGrpc.getImportTuningMethod(), plane.tuning()::replace);
    }

    private void audit(final ControlPlane plane) {
        final Audit audit = plane.audit();
        small(AuditServiceGrpc.getListAuditEntriesMethod(), plane.on(ListAuditEntriesRequest::getTenant, audit::list));
        small(AuditServiceGrpc.getGetAuditHeadMethod(), plane.on(GetAuditHeadRequest::getTenant, audit::head));
    }

    private <Q extends Message, R extends Message> void small(
            final MethodDescriptor<Q, R> descriptor, final Handler<Q, R> handler) {
        add(descriptor, SMALL_BYTES, handler);
    }

    private <Q extends Message, R extends Message> void large(
            final MethodDescriptor<Q, R> descriptor, final Handler<Q, R> handler) {
        add(descriptor, TABLE_BYTES, handler);
    }

    private <Q extends Message, R extends Message> void add(
            final MethodDescriptor<Q, R> descriptor, final int maxBytes, final Handler<Q, R> handler) {
        final Role role = ControlRoles.BY_METHOD.get(descriptor.getFullMethodName());
        if (role == null) {
            throw new IllegalStateException("method=" + descriptor.getFullMethodName() + " has no role");
        }
        methods.add(new ControlMethod<>(descriptor, role, maxBytes, handler));
    }
}
