package io.kairoute.gateway.control;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.ClearQueueOverrideRequest;
import io.kairoute.control.v1.ClearQueueOverrideResponse;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.ListQueuesRequest;
import io.kairoute.control.v1.ListQueuesResponse;
import io.kairoute.control.v1.ListSwitchesRequest;
import io.kairoute.control.v1.ListSwitchesResponse;
import io.kairoute.control.v1.OverrideQueueRequest;
import io.kairoute.control.v1.OverrideQueueResponse;
import io.kairoute.control.v1.QueueOverridden;
import io.kairoute.control.v1.QueueOverride;
import io.kairoute.control.v1.QueueOverrideCleared;
import io.kairoute.control.v1.QueueState;
import io.kairoute.control.v1.ReportQueueStatesRequest;
import io.kairoute.control.v1.ReportQueueStatesResponse;
import io.kairoute.control.v1.SetSwitchRequest;
import io.kairoute.control.v1.SetSwitchResponse;
import io.kairoute.control.v1.Switch;
import io.kairoute.control.v1.SwitchSet;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.TenantSnapshots.Reported;
import io.kairoute.gateway.control.Write.Asked;
import io.kairoute.gateway.control.state.DoneRequest;
import io.kairoute.gateway.control.state.TenantState;
import io.kairoute.router.table.NearestName;
import io.kairoute.router.table.QueueDefinition;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds queues, sets switches, takes and shows queue states. Thread-confined: its methods run on the control thread. */
public final class Queues {
    private static final Set<String> KINDS = Set.of("OPEN", "CLOSED", "REDIRECT", "SURGE");
    private static final List<String> SWITCHES = List.of(TenantState.STAGE_TWO, TenantState.EXPERIMENTS);
    private static final int MOST_STATES = 4_096;
    private static final int MOST_UNKNOWN = 100;

    private final InstantSource clock;

    Queues(final InstantSource clock) {
        this.clock = clock;
    }

    /** Asks to hold a queue. */
    Asked<OverrideQueueResponse> override(
            final TenantControl tenant, final Call actor, final OverrideQueueRequest request) {
        final long nowMs = clock.millis();
        final QueueOverride after = checked(tenant, actor, request, nowMs);
        return request.getValidateOnly()
                ? Asked.only(response(
                        after.toBuilder().clearSetBy().clearSetTime().build(),
                        holding(tenant, after.getQueue(), nowMs)))
                : Asked.change(Change.of(
                        nowMs,
                        after.getReason(),
                        Command.newBuilder()
                                .setQueueOverridden(QueueOverridden.newBuilder().setAfter(after))));
    }

    /** What an override is answered. */
    OverrideQueueResponse overridden(final TenantControl tenant, final DoneRequest done) {
        return response(done.override(), done.replaced());
    }

    private static OverrideQueueResponse response(
            final @Nullable QueueOverride held, final @Nullable QueueOverride replaced) {
        final OverrideQueueResponse.Builder response = OverrideQueueResponse.newBuilder();
        if (held != null) {
            response.setOverride(held);
        }
        if (replaced != null) {
            response.setReplaced(replaced);
        }
        return response.build();
    }

    // Kept for a while after its end.
    private static @Nullable QueueOverride holding(final TenantControl tenant, final String queue, final long nowMs) {
        final QueueOverride override = tenant.state().overrides().get(queue);
        return override == null || Timestamps.toMillis(override.getExpireTime()) <= nowMs ? null : override;
    }

    /** Asks to let a queue go. */
    Asked<ClearQueueOverrideResponse> clear(
            final TenantControl tenant, final Call actor, final ClearQueueOverrideRequest request) {
        final long nowMs = clock.millis();
        final QueueOverride before = holding(tenant, request.getQueue(), nowMs);
        if (before == null) {
            throw ControlRefusal.notFound("NO_OVERRIDE", "No override holds this queue.");
        }
        return Asked.change(Change.of(
                nowMs,
                Checks.text("reason", request.getReason()),
                Command.newBuilder()
                        .setQueueOverrideCleared(
                                QueueOverrideCleared.newBuilder().setBefore(before))));
    }

    /** What a clearing is answered. */
    ClearQueueOverrideResponse cleared(final TenantControl tenant, final DoneRequest done) {
        final ClearQueueOverrideResponse.Builder response = ClearQueueOverrideResponse.newBuilder();
        return done.override() == null
                ? response.build()
                : response.setCleared(done.override()).build();
    }

    /** Lists queues. */
    ListQueuesResponse list(final TenantControl tenant, final Call actor, final ListQueuesRequest request) {
        return QueueView.all(tenant, clock.millis());
    }

    /** Takes queue states. */
    ReportQueueStatesResponse report(
            final TenantControl tenant, final Call actor, final ReportQueueStatesRequest request) {
        if (request.getStatesCount() > MOST_STATES) {
            throw ControlRefusal.field(
                    "states", "LIMIT_EXCEEDED", "The list states holds at most " + MOST_STATES + " values.");
        }
        final long nowMs = clock.millis();
        request.getStatesList().forEach(state -> check(state, nowMs));
        final Set<String> known = new HashSet<>(queueIds(tenant));
        final Set<String> unknown = new LinkedHashSet<>();
        int taken = 0;
        int outdated = 0;
        for (final QueueState state : request.getStatesList()) {
            final Reported reported = known.contains(state.getQueue())
                    ? tenant.snapshots().report(taken(state, nowMs))
                    : Reported.NO_ROOM;
            taken += reported == Reported.TAKEN ? 1 : 0;
            outdated += reported == Reported.OUTDATED ? 1 : 0;
            if (reported == Reported.NO_ROOM && unknown.size() < MOST_UNKNOWN) {
                unknown.add(state.getQueue());
            }
        }
        return ReportQueueStatesResponse.newBuilder()
                .setTaken(taken)
                .setOutdated(outdated)
                .addAllUnknownQueues(unknown)
                .build();
    }

    /** Asks to set a switch. */
    Asked<SetSwitchResponse> set(final TenantControl tenant, final Call actor, final SetSwitchRequest request) {
        final long nowMs = clock.millis();
        final String name = request.getSwitch();
        if (!SWITCHES.contains(name)) {
            throw ControlRefusal.field(
                    "switch",
                    "UNKNOWN_SWITCH",
                    "A switch is one of " + String.join(", ", SWITCHES) + NearestName.hint(name, SWITCHES));
        }
        final String reason = Checks.needed("reason", request.getReason());
        final Switch.Builder after = Switch.newBuilder().setSwitch(name).setOff(request.getOff());
        if (request.getOff()) {
            final long untilMs = Checks.time("expire_time", request.hasExpireTime(), request.getExpireTime());
            Checks.window("expire_time", nowMs, untilMs, nowMs);
            after.setExpireTime(Timestamps.fromMillis(untilMs))
                    .setReason(reason)
                    .setSetBy(actor.name());
        }
        return Asked.change(Change.of(
                nowMs,
                reason,
                Command.newBuilder().setSwitchSet(SwitchSet.newBuilder().setAfter(after))));
    }

    /** What the setting of a switch is answered: the switch as it stands now. */
    SetSwitchResponse wasSet(final TenantControl tenant, final DoneRequest done) {
        return SetSwitchResponse.newBuilder()
                .setSwitch(tenant.state().shownSwitch(done.id(), clock.millis()))
                .build();
    }

    /** Lists the switches. */
    ListSwitchesResponse listSwitches(final TenantControl tenant, final Call actor, final ListSwitchesRequest request) {
        final long nowMs = clock.millis();
        final ListSwitchesResponse.Builder response = ListSwitchesResponse.newBuilder();
        SWITCHES.forEach(name -> response.addSwitches(tenant.state().shownSwitch(name, nowMs)));
        return response.build();
    }

    private static QueueOverride checked(
            final TenantControl tenant, final Call actor, final OverrideQueueRequest request, final long nowMs) {
        final List<String> known = queueIds(tenant);
        final String queue = queue("queue", request.getQueue(), known);
        final String kind = request.getKind().toUpperCase(Locale.ROOT);
        if (!KINDS.contains(kind)) {
            throw ControlRefusal.field(
                    "kind",
                    "UNKNOWN_KIND",
                    "kind is one of OPEN, CLOSED, REDIRECT, SURGE" + NearestName.hint(kind, KINDS));
        }
        final boolean isRedirect = kind.equals("REDIRECT");
        if (!isRedirect && !request.getRedirectTo().isEmpty()) {
            throw ControlRefusal.field("redirect_to", "NOT_A_REDIRECT", "redirect_to goes with kind REDIRECT only.");
        }
        if (isRedirect) {
            queue("redirect_to", request.getRedirectTo(), known);
        }
        final long startMs = Checks.start("start_time", request.hasStartTime(), request.getStartTime(), nowMs);
        final long expireMs = Checks.time("expire_time", request.hasExpireTime(), request.getExpireTime());
        Checks.window("expire_time", startMs, expireMs, nowMs);
        final QueueOverride held = QueueOverride.newBuilder()
                .setQueue(queue)
                .setKind(kind)
                .setRedirectTo(request.getRedirectTo())
                .setStartTime(Timestamps.fromMillis(startMs))
                .setExpireTime(Timestamps.fromMillis(expireMs))
                .setReason(Checks.needed("reason", request.getReason()))
                .setSetBy(actor.name())
                .setSetTime(Timestamps.fromMillis(nowMs))
                .build();
        if (tenant.state().leadsBack(held, nowMs)) {
            throw ControlRefusal.field(
                    "redirect_to", "REDIRECT_CYCLE", "This redirect leads back to its own queue; break the cycle.");
        }
        return held;
    }

    private static String queue(final String field, final String queue, final List<String> known) {
        Checks.needed(field, queue);
        if (!known.contains(queue)) {
            throw ControlRefusal.field(
                    field,
                    "UNKNOWN_QUEUE",
                    "The current revision has no queue of the name in " + field + NearestName.hint(queue, known));
        }
        return queue;
    }

    private static void check(final QueueState state, final long nowMs) {
        Checks.needed("states.queue", state.getQueue());
        if (state.hasAt()
                && Checks.time("states.at", true, state.getAt())
                        > nowMs + io.kairoute.router.live.QueueState.MOST_AHEAD_MS) {
            throw ControlRefusal.field(
                    "states.at", "IN_THE_FUTURE", "states.at is more than a minute ahead of this node's clock.");
        }
        if (state.getExpectedWaitMs() < 0 || state.getDepth() < 0 || state.getAvailable() < 0) {
            throw ControlRefusal.field(
                    "states", "OUT_OF_RANGE", "Waits, depths and agents are 0 or more; leave out what is not known.");
        }
    }

    private static io.kairoute.router.live.QueueState taken(final QueueState state, final long nowMs) {
        return new io.kairoute.router.live.QueueState(
                state.getQueue(),
                state.hasAt() ? Timestamps.toMillis(state.getAt()) : nowMs,
                state.hasExpectedWaitMs() ? state.getExpectedWaitMs() : io.kairoute.router.live.QueueState.UNKNOWN,
                state.hasDepth() ? state.getDepth() : io.kairoute.router.live.QueueState.UNKNOWN,
                state.hasAvailable() ? state.getAvailable() : io.kairoute.router.live.QueueState.UNKNOWN);
    }

    private static List<String> queueIds(final TenantControl tenant) {
        return tenant.revisions().needCurrent().definition().queues().stream()
                .map(QueueDefinition::id)
                .toList();
    }
}
