package io.kairoute.gateway.control;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.FoldVersionSet;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.IntactState;
import io.kairoute.gateway.control.log.OutcomeUnknownException;
import io.kairoute.gateway.control.log.Proposal;
import io.kairoute.gateway.control.log.Sha256;
import io.kairoute.gateway.control.log.Verdict;
import io.kairoute.gateway.control.state.DoneRequest;
import io.kairoute.gateway.control.state.TenantState;
import io.kairoute.gateway.observe.PublishMeter;
import io.kairoute.router.decide.Router;
import io.kairoute.router.key.KeyHasher;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tenant as the control thread holds it: its state, its way to the log, and what its contacts are routed by.
 * Thread-confined: owned by the control thread.
 */
final class TenantControl {
    /** Who makes changes that nobody asked for. */
    static final Call NODE = Call.by("node", "node", Router.ANY_TENANT);

    private static final Logger LOG = LoggerFactory.getLogger(TenantControl.class);
    private static final NanoClock CLOCK = SystemNanoClock.INSTANCE;

    /** For a document that is longer, the disk is asked first. */
    private static final int LARGE_BYTES = 1 << 20;

    private final String id;
    private final KeyHasher hasher;
    private final ControlLog log;
    private final KeptRevisions revisions;
    private final TenantSnapshots snapshots;
    private final PublishMeter meter;
    private TenantState state;
    private boolean isBehind;

    TenantControl(
            final String id,
            final KeyHasher hasher,
            final ControlLog log,
            final KeptRevisions revisions,
            final TenantSnapshots snapshots,
            final PublishMeter meter) {
        this.id = id;
        this.hasher = hasher;
        this.log = log;
        this.revisions = revisions;
        this.snapshots = snapshots;
        this.meter = meter;
        state = new TenantState(hasher);
    }

    String id() {
        return id;
    }

    TenantState state() {
        return state;
    }

    /** Takes a state that was kept, in place of the one before any entry. */
    void restore(final TenantState kept) {
        state = kept;
    }

    KeyHasher hasher() {
        return hasher;
    }

    /** The revisions that this node holds compiled. */
    KeptRevisions revisions() {
        return revisions;
    }

    /** What contacts are routed by. */
    TenantSnapshots snapshots() {
        return snapshots;
    }

    /** Has contacts be routed by the state as it is now. */
    void publish() {
        isBehind = true;
        snapshots.publish(state, revisions);
        isBehind = false;
    }

    /** Whether contacts are routed by an older state, since publishing failed. */
    boolean isBehind() {
        return isBehind;
    }

    /** Something of what follows from a change failed; contacts may be routed by an older state. */
    void fellBehind() {
        isBehind = true;
    }

    /** The document of a revision or draft. */
    byte[] document(final ByteString sha256) {
        return log.document(sha256.toByteArray());
    }

    /** The bytes of a kept document. */
    long documentBytes(final ByteString sha256) {
        return log.documentBytes(sha256.toByteArray());
    }

    /** What a request did that came before; null for a new one. Refuses an id that another request had. */
    @Nullable
    DoneRequest before(final RequestKey key) {
        final DoneRequest done = state.done(key.id());
        if (done != null && !done.content().equals(key.content())) {
            throw RequestKey.reused();
        }
        return done;
    }

    /** What a publish did that came before; its content is empty where an older version wrote it, which told none. */
    @Nullable
    DoneRequest publishedBefore(final RequestKey key) {
        final DoneRequest done = state.done(key.id());
        return done != null && done.content().isEmpty() && done.revision() != 0 ? done : before(key);
    }

    /** What a request did that came before; null for a new one. */
    @Nullable
    DoneRequest before(final Message request) {
        return before(RequestKey.of(request, hasher));
    }

    /**
     * Does a write once, however often its request comes.
     *
     * @param <Q> the request
     * @param <R> the response
     */
    <Q extends Message, R> CompletableFuture<R> write(final Call actor, final Q request, final Write<Q, R> write) {
        final RequestKey key = RequestKey.of(request, hasher);
        final DoneRequest before = before(key);
        if (before != null) {
            return CompletableFuture.completedFuture(write.answer().of(this, before));
        }
        final Write.Asked<R> asked = write.ask().of(this, actor, request);
        final Change change = asked.change();
        return change == null
                ? CompletableFuture.completedFuture(asked.answer())
                : propose(actor, key, change)
                        .thenApply(outcome -> write.answer().of(this, outcome.done()));
    }

    /** Proposes a change that no request asks for. */
    CompletableFuture<Outcome> propose(final Call actor, final Change change) {
        return propose(actor, RequestKey.made(), change);
    }

    /**
     * Proposes a change to the log, which judges it. Once that is done, the change is part of the state, and what follows from it
     * has been done on this node.
     *
     * @return fails with a {@link ControlRefusal} where the log does not accept it
     */
    CompletableFuture<Outcome> propose(final Call actor, final RequestKey key, final Change change) {
        checkIntact();
        checkRoom(change);
        if (state.foldVersion() >= TenantState.FOLD_VERSION) {
            return judged(actor, key, change);
        }
        return judged(NODE, RequestKey.named("fold-version-" + TenantState.FOLD_VERSION), newRules(change.atMs()))
                .thenCompose(raised -> judged(actor, key, change));
    }

    private static Change newRules(final long atMs) {
        return Change.of(
                atMs,
                "",
                Command.newBuilder()
                        .setFoldVersionSet(FoldVersionSet.newBuilder().setVersion(TenantState.FOLD_VERSION)));
    }

    private CompletableFuture<Outcome> judged(final Call actor, final RequestKey key, final Change change) {
        final Command command = change.command().toBuilder()
                .setRequestId(key.id())
                .setRequestContent(key.content())
                .build();
        final long begunNs = CLOCK.nanoTime();
        return log.propose(new Proposal(
                        id, change.atMs(), actor.name(), actor.origin(), change.reason(), command, change.beside()))
                .whenComplete((verdict, fault) -> appended(begunNs, fault))
                .exceptionally(TenantControl::untold)
                .thenApply(verdict -> outcome(verdict, key));
    }

    private void appended(final long begunNs, final @Nullable Throwable fault) {
        meter.appended(CLOCK.nanoTime() - begunNs);
        if (fault != null) {
            meter.appendFailed(fault instanceof OutcomeUnknownException);
        }
    }

    private static Verdict untold(final Throwable fault) {
        final Throwable cause = fault.getCause() == null ? fault : fault.getCause();
        if (cause instanceof OutcomeUnknownException) {
            LOG.error("event=control_outcome_unknown", cause);
            throw ControlRefusal.unavailable(
                    "OUTCOME_UNKNOWN",
                    "The disk went away while the change was written, so nobody can tell whether it holds. Repeat it with the"
                            + " same request_id once the disk is back; without one, look first.");
        }
        throw fault instanceof CompletionException wrapped ? wrapped : new CompletionException(fault);
    }

    private Outcome outcome(final Verdict verdict, final RequestKey key) {
        final boolean isRepeated = verdict instanceof Verdict.Duplicate;
        if (!isRepeated && !(verdict instanceof Verdict.Accepted)) {
            throw Rejections.refusal(verdict);
        }
        if (isBehind) {
            throw ControlRefusal.unavailable(
                    "NOT_IN_EFFECT",
                    "The change is in the log, and this node could not put it into effect yet; it tries again by itself."
                            + " Ask GetPublication.");
        }
        final DoneRequest done = state.done(key.id());
        if (done == null) {
            throw new IllegalStateException("request=" + key.id() + " was accepted and is not known");
        }
        return new Outcome(done, isRepeated);
    }

    private void checkIntact() {
        if (log.intact() instanceof IntactState.Damaged damaged) {
            throw ControlRefusal.precondition(
                    "LOG_DAMAGED",
                    "The control log's entry " + damaged.sequence()
                            + " is not what was written. This node goes on routing, and takes no changes until the data directory"
                            + " is restored from a backup; kairoute audit verify tells more.");
        }
    }

    // A document is written twice, into the write-ahead log and into the file; one that is kept already is not written.
    private void checkRoom(final Change change) {
        final byte[] document = change.beside().document();
        if (document != null
                && document.length > LARGE_BYTES
                && log.documentBytes(Sha256.of(document)) == 0
                && log.roomBytes() < 2L * document.length) {
            throw ControlRefusal.exhausted(
                    "NO_ROOM",
                    "The data directory has too little room for a table of this size; what is left stays for small changes"
                            + " and logs. Make room.");
        }
    }
}
