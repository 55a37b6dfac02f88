package io.kairoute.gateway.control;

import com.google.protobuf.Message;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.SegmentSetActivated;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.state.DoneRequest;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.table.TableDefinition;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What segment sets tell the control log, and have contacts be routed by. Thread-safe; its callers wait until it is done, at most
 * a minute.
 */
public final class SetChanges {
    private final TenantWork work;
    private final LiveForgetting forgetting;
    private final InstantSource clock;

    SetChanges(final TenantWork work, final LiveForgetting forgetting, final InstantSource clock) {
        this.work = work;
        this.forgetting = forgetting;
        this.clock = clock;
    }

    /** Sets what a tenant's customers are looked up in. */
    public void serve(final String tenant, final @Nullable ReadableSet opened) {
        ControlWait.join(work.then(tenant, tenant, (control, id) -> {
            control.snapshots().segments(opened);
            control.publish();
            return id;
        }));
    }

    /** Writes a change that is made elsewhere into a tenant's log, and so into the audit trail, before it takes effect. */
    public void record(final Call actor, final String tenant, final String reason, final Command.Builder command) {
        ControlWait.join(
                work.change(tenant, control -> control.propose(actor, Change.of(clock.millis(), reason, command))));
    }

    /** Writes a change that a request asks for, which may come again, and then is not written again. */
    public void record(
            final Call actor,
            final String tenant,
            final String reason,
            final Command.Builder command,
            final Message request) {
        ControlWait.join(work.change(
                tenant,
                control -> control.propose(
                        actor, RequestKey.of(request, control.hasher()), Change.of(clock.millis(), reason, command))));
    }

    /** The table that decides a tenant's contacts; null before the first. */
    public @Nullable TableDefinition table(final String tenant) {
        return ControlWait.join(work.then(tenant, tenant, (control, id) -> Optional.ofNullable(
                                control.revisions().current())
                        .map(CompiledRevision::definition)))
                .orElse(null);
    }

    /** The sets that were served in a tenant before the one that is, each once, the latest last. */
    public List<Integer> servedBefore(final String tenant) {
        return ControlWait.join(work.then(
                tenant, tenant, (control, id) -> List.copyOf(control.state().setsBefore())));
    }

    /** The activation that a request brought about before; null for a new request, or one without a request_id. */
    public @Nullable SegmentSetActivated activatedBefore(final String tenant, final Message request) {
        return ControlWait.join(work.then(tenant, request, (control, asked) -> {
                    final DoneRequest done = control.before(asked);
                    return Optional.ofNullable(done == null ? null : done.activated());
                }))
                .orElse(null);
    }

    /** Forgets the account keys with these hashes that live occasions of a tenant name. */
    public void forgetAccounts(final Call actor, final String tenant, final Set<KeyHash> keys) {
        ControlWait.join(work.change(
                tenant, control -> forgetting.forget(control, actor, keys).thenApply(forgotten -> keys.size())));
    }

    /**
     * Takes note of the set that a tenant's files name as active, where the log does not know that: an import beside it. Once
     * for each set between two activations, so that nodes which find different ones do not write by turns.
     */
    public void found(final String tenant, final int number, final String version) {
        ControlWait.join(work.change(tenant, control -> {
            final int known = control.state().segmentSet();
            return number == known
                    ? CompletableFuture.completedFuture(known)
                    : control.propose(
                                    TenantControl.NODE,
                                    RequestKey.named("found-set-" + number + "-" + version + "-since-"
                                            + control.state().setActivatedAt()),
                                    Change.of(
                                            clock.millis(),
                                            "found active at the start",
                                            Command.newBuilder()
                                                    .setSegmentSetActivated(SegmentSetActivated.newBuilder()
                                                            .setBefore(known)
                                                            .setAfter(number)
                                                            .setVersion(version)
                                                            .setFound(true))))
                            .thenApply(outcome -> number);
        }));
    }
}
