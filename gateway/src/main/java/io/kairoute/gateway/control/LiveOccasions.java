package io.kairoute.gateway.control;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.DeclareLiveOccasionResponse;
import io.kairoute.control.v1.ExtendLiveOccasionRequest;
import io.kairoute.control.v1.ExtendLiveOccasionResponse;
import io.kairoute.control.v1.ListLiveOccasionsRequest;
import io.kairoute.control.v1.ListLiveOccasionsResponse;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.LiveOccasionDeclared;
import io.kairoute.control.v1.LiveOccasionExtended;
import io.kairoute.control.v1.LiveOccasionResolved;
import io.kairoute.control.v1.ResolveLiveOccasionRequest;
import io.kairoute.control.v1.ResolveLiveOccasionResponse;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.Write.Asked;
import io.kairoute.gateway.control.log.Beside;
import io.kairoute.gateway.control.loop.ControlLoop;
import io.kairoute.gateway.control.state.DoneRequest;
import io.kairoute.gateway.control.state.LiveAccounts;
import java.time.InstantSource;

/**
 * The live occasions of each tenant, as callers change them. Thread-confined: its methods run on the control thread.
 */
public final class LiveOccasions {
    private final InstantSource clock;
    private final LiveAnnouncements announcements;
    private final LiveForgetting forgetting;

    LiveOccasions(final ControlLoop loop, final InstantSource clock) {
        this.clock = clock;
        announcements = new LiveAnnouncements(loop.proxy(), clock);
        forgetting = new LiveForgetting(loop, clock);
    }

    /** Tells whoever watches them. */
    LiveAnnouncements announcements() {
        return announcements;
    }

    /** Forgets their account keys. */
    LiveForgetting forgetting() {
        return forgetting;
    }

    /** Asks to declare one. */
    Asked<DeclareLiveOccasionResponse> declare(
            final TenantControl tenant, final Call actor, final DeclareLiveOccasionRequest request) {
        final long nowMs = clock.millis();
        final LiveOccasion declared = LiveCheck.checked(tenant, actor, request.getLiveOccasion(), nowMs);
        if (request.getValidateOnly()) {
            return Asked.only(DeclareLiveOccasionResponse.newBuilder()
                    .setLiveOccasion(declared.toBuilder().clearDeclaredBy().clearDeclareTime())
                    .build());
        }
        // The chain cannot forget, so it gets masks; the keys lie beside it until they are forgotten.
        final Command command = Command.newBuilder()
                .setLiveOccasionDeclared(LiveOccasionDeclared.newBuilder()
                        .setLiveOccasion(LiveAccounts.masked(declared, tenant.hasher()))
                        .setAccountsMasked(true))
                .build();
        return Asked.change(new Change(
                nowMs,
                declared.getReason(),
                command,
                Beside.keys(tenant.state().accounts().rows(tenant.id(), declared))));
    }

    /** What a declaration is answered. */
    DeclareLiveOccasionResponse declared(final TenantControl tenant, final DoneRequest done) {
        return DeclareLiveOccasionResponse.newBuilder()
                .setLiveOccasion(standing(tenant, done))
                .build();
    }

    /** Asks to move the end of one. */
    Asked<ExtendLiveOccasionResponse> extend(
            final TenantControl tenant, final Call actor, final ExtendLiveOccasionRequest request) {
        final long nowMs = clock.millis();
        final LiveOccasion before = lasting(tenant, request.getId(), nowMs);
        final long expireMs = Checks.time("expire_time", request.hasExpireTime(), request.getExpireTime());
        Checks.window("expire_time", Timestamps.toMillis(before.getStartTime()), expireMs, nowMs);
        return Asked.change(Change.of(
                nowMs,
                reason(tenant, before, request.getReason()),
                Command.newBuilder()
                        .setLiveOccasionExtended(LiveOccasionExtended.newBuilder()
                                .setId(before.getId())
                                .setAfter(Timestamps.fromMillis(expireMs)))));
    }

    /** What an extension is answered. */
    ExtendLiveOccasionResponse extended(final TenantControl tenant, final DoneRequest done) {
        return ExtendLiveOccasionResponse.newBuilder()
                .setLiveOccasion(standing(tenant, done))
                .build();
    }

    /** Asks to end one. */
    Asked<ResolveLiveOccasionResponse> resolve(
            final TenantControl tenant, final Call actor, final ResolveLiveOccasionRequest request) {
        final long nowMs = clock.millis();
        final LiveOccasion before = lasting(tenant, request.getId(), nowMs);
        return Asked.change(Change.of(
                nowMs,
                reason(tenant, before, request.getReason()),
                Command.newBuilder()
                        .setLiveOccasionResolved(LiveOccasionResolved.newBuilder()
                                .setId(before.getId())
                                .setAfter(Timestamps.fromMillis(nowMs)))));
    }

    /** What a resolution is answered. */
    ResolveLiveOccasionResponse resolved(final TenantControl tenant, final DoneRequest done) {
        return ResolveLiveOccasionResponse.newBuilder()
                .setLiveOccasion(standing(tenant, done))
                .build();
    }

    // As it stands now; one that ended hours ago is known by its id alone.
    private LiveOccasion standing(final TenantControl tenant, final DoneRequest done) {
        final LiveOccasion gone =
                LiveOccasion.newBuilder().setId(done.id()).setState("EXPIRED").build();
        return LiveView.shown(tenant, tenant.state().live().getOrDefault(done.id(), gone), clock.millis());
    }

    /** Lists them. */
    ListLiveOccasionsResponse list(
            final TenantControl tenant, final Call actor, final ListLiveOccasionsRequest request) {
        final long nowMs = clock.millis();
        final ListLiveOccasionsResponse.Builder response = ListLiveOccasionsResponse.newBuilder();
        tenant.state().live().values().stream()
                .filter(occasion -> request.getIncludeEnded() || !LiveView.hasEnded(occasion, nowMs))
                .forEach(occasion -> response.addLiveOccasions(LiveView.shown(tenant, occasion, nowMs)));
        return response.build();
    }

    private static String reason(final TenantControl tenant, final LiveOccasion occasion, final String reason) {
        LiveCheck.refuseNaming("reason", reason, tenant.state().accounts().keys(occasion.getId()));
        return Checks.text("reason", reason);
    }

    private static LiveOccasion lasting(final TenantControl tenant, final String id, final long nowMs) {
        final LiveOccasion occasion = tenant.state().live().get(id);
        if (occasion == null) {
            throw ControlRefusal.notFound("UNKNOWN_LIVE_OCCASION", "There is no live occasion of this id.");
        }
        if (LiveView.hasEnded(occasion, nowMs)) {
            throw ControlRefusal.precondition("ENDED", "This live occasion has ended already; declare a new one.");
        }
        return occasion;
    }
}
