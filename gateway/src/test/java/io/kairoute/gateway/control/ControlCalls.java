package io.kairoute.gateway.control;

import com.google.protobuf.Message;
import io.kairoute.control.v1.ApproveDraftRequest;
import io.kairoute.control.v1.ApproveDraftResponse;
import io.kairoute.control.v1.CancelScheduledPublishRequest;
import io.kairoute.control.v1.CancelScheduledPublishResponse;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.CreateDraftResponse;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.DeclareLiveOccasionResponse;
import io.kairoute.control.v1.DeleteDraftRequest;
import io.kairoute.control.v1.DeleteDraftResponse;
import io.kairoute.control.v1.ExtendLiveOccasionRequest;
import io.kairoute.control.v1.ExtendLiveOccasionResponse;
import io.kairoute.control.v1.OverrideQueueRequest;
import io.kairoute.control.v1.OverrideQueueResponse;
import io.kairoute.control.v1.ResolveLiveOccasionRequest;
import io.kairoute.control.v1.ResolveLiveOccasionResponse;
import io.kairoute.control.v1.SchedulePublishRequest;
import io.kairoute.control.v1.SchedulePublishResponse;
import io.kairoute.control.v1.SetSwitchRequest;
import io.kairoute.control.v1.SetSwitchResponse;
import io.kairoute.control.v1.UpdateDraftRequest;
import io.kairoute.control.v1.UpdateDraftResponse;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.api.Work;
import java.util.concurrent.CompletableFuture;

/** Calls the control plane's writes behind the listener, as anybody. */
public final class ControlCalls {
    private ControlCalls() {}

    static CompletableFuture<DeclareLiveOccasionResponse> declare(
            final ControlPlane plane, final Call actor, final DeclareLiveOccasionRequest request) {
        final LiveOccasions live = plane.liveOccasions();
        return call(
                plane.work().writing(DeclareLiveOccasionRequest::getTenant, live::declare, live::declared),
                actor,
                request);
    }

    static CompletableFuture<ExtendLiveOccasionResponse> extend(
            final ControlPlane plane, final Call actor, final ExtendLiveOccasionRequest request) {
        final LiveOccasions live = plane.liveOccasions();
        return call(
                plane.work().writing(ExtendLiveOccasionRequest::getTenant, live::extend, live::extended),
                actor,
                request);
    }

    static CompletableFuture<ResolveLiveOccasionResponse> resolve(
            final ControlPlane plane, final Call actor, final ResolveLiveOccasionRequest request) {
        final LiveOccasions live = plane.liveOccasions();
        return call(
                plane.work().writing(ResolveLiveOccasionRequest::getTenant, live::resolve, live::resolved),
                actor,
                request);
    }

    static CompletableFuture<OverrideQueueResponse> override(
            final ControlPlane plane, final Call actor, final OverrideQueueRequest request) {
        final Queues queues = plane.queues();
        return call(
                plane.work().writing(OverrideQueueRequest::getTenant, queues::override, queues::overridden),
                actor,
                request);
    }

    static CompletableFuture<SetSwitchResponse> set(
            final ControlPlane plane, final Call actor, final SetSwitchRequest request) {
        final Queues queues = plane.queues();
        return call(plane.work().writing(SetSwitchRequest::getTenant, queues::set, queues::wasSet), actor, request);
    }

    static CompletableFuture<CreateDraftResponse> create(
            final ControlPlane plane, final Call actor, final CreateDraftRequest request) {
        return call(
                plane.work().writing(CreateDraftRequest::getTenant, plane.drafts()::create, Drafts::created),
                actor,
                request);
    }

    static CompletableFuture<UpdateDraftResponse> update(
            final ControlPlane plane, final Call actor, final UpdateDraftRequest request) {
        return call(
                plane.work().writing(UpdateDraftRequest::getTenant, plane.drafts()::update, Drafts::updated),
                actor,
                request);
    }

    /** Approves a draft, as somebody whom an open listener does not know. */
    public static CompletableFuture<ApproveDraftResponse> approve(
            final ControlPlane plane, final Call actor, final ApproveDraftRequest request) {
        return call(
                plane.work().writing(ApproveDraftRequest::getTenant, plane.drafts()::approve, Drafts::approved),
                actor,
                request);
    }

    static CompletableFuture<CancelScheduledPublishResponse> cancel(
            final ControlPlane plane, final Call actor, final CancelScheduledPublishRequest request) {
        return call(
                plane.work()
                        .writing(CancelScheduledPublishRequest::getTenant, plane.drafts()::cancel, Drafts::cancelled),
                actor,
                request);
    }

    static CompletableFuture<DeleteDraftResponse> delete(
            final ControlPlane plane, final Call actor, final DeleteDraftRequest request) {
        return call(
                plane.work().writing(DeleteDraftRequest::getTenant, plane.drafts()::delete, Drafts::deleted),
                actor,
                request);
    }

    static CompletableFuture<SchedulePublishResponse> schedule(
            final ControlPlane plane, final Call actor, final SchedulePublishRequest request) {
        return call(
                plane.work()
                        .writing(
                                SchedulePublishRequest::getTenant, plane.drafts()::schedule, plane.drafts()::scheduled),
                actor,
                request);
    }

    private static <Q extends Message, R extends Message> CompletableFuture<R> call(
            final Work.Unary<Q, R> work, final Call actor, final Q request) {
        return work.call(actor, request).toCompletableFuture();
    }
}
