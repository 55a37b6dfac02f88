package io.kairoute.gateway.control.state;

import static io.kairoute.gateway.control.state.Judging.accept;
import static io.kairoute.gateway.control.state.Judging.reject;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.QueueOverridden;
import io.kairoute.control.v1.QueueOverride;
import io.kairoute.control.v1.QueueOverrideCleared;
import io.kairoute.control.v1.Switch;
import io.kairoute.control.v1.SwitchSet;
import io.kairoute.gateway.control.log.Fold.Judgement;
import io.kairoute.gateway.control.log.Proposal;
import io.kairoute.gateway.control.log.Rejection;
import io.kairoute.router.Limits;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The overrides and switches of one tenant, as the log sets them. Thread-confined: owned by whoever owns the state. */
final class QueueFold {
    private static final String REDIRECT = "REDIRECT";

    private final Map<String, QueueOverride> overrides = new LinkedHashMap<>();
    private final Map<String, SwitchRecord> switches = new TreeMap<>();

    Map<String, QueueOverride> overrides() {
        return Collections.unmodifiableMap(overrides);
    }

    Map<String, SwitchRecord> switches() {
        return Collections.unmodifiableMap(switches);
    }

    SwitchRecord switchOf(final String name) {
        return switches.getOrDefault(name, SwitchRecord.ON);
    }

    Judgement overridden(final Proposal proposal) {
        final QueueOverride after = proposal.command().getQueueOverridden().getAfter();
        if (leadsBack(after, proposal.atMs())) {
            return reject(Rejection.REDIRECT_CYCLE);
        }
        final QueueOverridden.Builder change = QueueOverridden.newBuilder().setAfter(after);
        final QueueOverride before = overrides.get(after.getQueue());
        if (before != null) {
            change.setBefore(before);
        }
        return accept(
                proposal,
                proposal.command().toBuilder().setQueueOverridden(change).build());
    }

    Judgement cleared(final Proposal proposal) {
        final QueueOverride before = overrides.get(
                proposal.command().getQueueOverrideCleared().getBefore().getQueue());
        if (before == null || Timestamps.toMillis(before.getExpireTime()) <= proposal.atMs()) {
            return reject(Rejection.NO_OVERRIDE);
        }
        final Command completed = proposal.command().toBuilder()
                .setQueueOverrideCleared(QueueOverrideCleared.newBuilder().setBefore(before))
                .build();
        return accept(proposal, completed);
    }

    Judgement switched(final Proposal proposal) {
        final Switch after = proposal.command().getSwitchSet().getAfter();
        final Command completed = proposal.command().toBuilder()
                .setSwitchSet(SwitchSet.newBuilder()
                        .setBefore(shown(after.getSwitch(), proposal.atMs()))
                        .setAfter(after))
                .build();
        return accept(proposal, completed);
    }

    /** A switch as people see it. */
    Switch shown(final String name, final long nowMs) {
        final SwitchRecord record = switchOf(name);
        final Switch.Builder shown = Switch.newBuilder().setSwitch(name);
        if (record.untilMs() > nowMs) {
            shown.setOff(true)
                    .setExpireTime(Timestamps.fromMillis(record.untilMs()))
                    .setReason(record.reason())
                    .setSetBy(record.setBy());
        }
        return shown.build();
    }

    /** Whether a redirect would lead back to the queue that it holds. */
    boolean leadsBack(final QueueOverride held, final long nowMs) {
        String at = held.getKind().equals(REDIRECT) ? held.getRedirectTo() : "";
        for (int moves = 0; moves <= Limits.QUEUES && !at.isEmpty(); moves++) {
            if (at.equals(held.getQueue())) {
                return true;
            }
            final QueueOverride next = redirect(at, nowMs);
            at = next == null ? "" : next.getRedirectTo();
        }
        return false;
    }

    void apply(final QueueOverridden change) {
        overrides.put(change.getAfter().getQueue(), change.getAfter());
    }

    void apply(final QueueOverrideCleared change) {
        overrides.remove(change.getBefore().getQueue());
    }

    void apply(final Switch after) {
        if (after.getOff()) {
            switches.put(
                    after.getSwitch(),
                    new SwitchRecord(Timestamps.toMillis(after.getExpireTime()), after.getReason(), after.getSetBy()));
        } else {
            switches.remove(after.getSwitch());
        }
    }

    /** Forgets overrides that ended before a time. */
    void forgetEnded(final long endMs) {
        overrides.values().removeIf(override -> Timestamps.toMillis(override.getExpireTime()) < endMs);
    }

    /** Takes an override from a kept state. */
    void restore(final QueueOverride override) {
        overrides.put(override.getQueue(), override);
    }

    private @Nullable QueueOverride redirect(final String queue, final long nowMs) {
        final QueueOverride override = overrides.get(queue);
        return override != null
                        && override.getKind().equals(REDIRECT)
                        && Timestamps.toMillis(override.getExpireTime()) > nowMs
                ? override
                : null;
    }
}
