package io.kairoute.gateway.control;

import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.control.v1.PublishTableResponse;
import io.kairoute.control.v1.Revision;
import io.kairoute.control.v1.RollbackTableRequest;
import io.kairoute.control.v1.RollbackTableResponse;
import io.kairoute.control.v1.TablePublished;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.observe.PublishMeter;
import io.kairoute.gateway.observe.PublishOutcome;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Publishes tables, and older revisions again.
 *
 * <p>Four steps: look on the control thread, check and compile beside it, propose on the control thread again, and have the log
 * judge. Whatever came meanwhile, the log's order decides. Thread-safe.
 */
final class TablePublisher {
    private static final NanoClock CLOCK = SystemNanoClock.INSTANCE;

    private final TenantWork work;
    private final PublishLook look;
    private final PublishMeter meter;
    private final InstantSource clock;

    TablePublisher(final TenantWork work, final PublishLook look, final PublishMeter meter, final InstantSource clock) {
        this.work = work;
        this.look = look;
        this.meter = meter;
        this.clock = clock;
    }

    /** What became of a publish. */
    enum End {
        /** The revision is new. */
        PUBLISHED,
        /** The same request published it before. */
        REPEATED,
        /** The current revision holds it already. */
        UNCHANGED,
        /** It was only checked. */
        CHECKED
    }

    /**
     * A revision as its publisher sees it. Immutable.
     *
     * @param revision as published; where it was only checked, as it would be
     * @param warnings how many warnings were accepted
     */
    record Published(Revision revision, End end, int warnings) {
        boolean isRepeated() {
            return end == End.REPEATED;
        }
    }

    /** Publishes a draft or document. */
    CompletableFuture<PublishTableResponse> publish(final Call actor, final PublishTableRequest request) {
        return asked(
                        work.with(
                                actor,
                                request.getTenant(),
                                tenant -> looked(tenant, look.asked(tenant, actor, request))),
                        request.getValidateOnly())
                .thenApply(published -> PublishTableResponse.newBuilder()
                        .setRevision(published.revision())
                        .setRepeated(published.isRepeated())
                        .setWarnings(published.warnings())
                        .build());
    }

    /** Publishes an older revision's document again. */
    CompletableFuture<RollbackTableResponse> rollback(final Call actor, final RollbackTableRequest request) {
        return asked(
                        work.with(
                                actor,
                                request.getTenant(),
                                tenant -> looked(tenant, look.asked(tenant, actor, request))),
                        request.getValidateOnly())
                .thenApply(published -> RollbackTableResponse.newBuilder()
                        .setRevision(published.revision())
                        .setRepeated(published.isRepeated())
                        .setUnchanged(published.end() == End.UNCHANGED)
                        .build());
    }

    private CompletableFuture<Published> asked(final CompletableFuture<Looked> look, final boolean isOnlyChecked) {
        return isOnlyChecked ? look.thenCompose(this::check) : counted(look.thenCompose(this::publish));
    }

    private CompletableFuture<Published> check(final Looked looked) {
        final Publish publish = looked.publish();
        return publish == null
                ? CompletableFuture.completedFuture(looked.published())
                : work.beside(publish.tenant(), () -> wouldBe(publish, checked(publish)));
    }

    private static Published wouldBe(final Publish publish, final CheckedTable checked) {
        final TablePublished change = publish.change();
        return new Published(
                Revision.newBuilder()
                        .setBaseRevision(change.getBaseRevision())
                        .setReason(publish.reason())
                        .setDraft(change.getDraft())
                        .setRollbackOf(change.getRollbackOf())
                        .setDocumentSha256(
                                HexFormat.of().formatHex(change.getDocument().toByteArray()))
                        .build(),
                End.CHECKED,
                checked.warnings());
    }

    /** Publishes the table that configuration names, if it is not the one that configuration last published. */
    CompletableFuture<Published> configure(final String tenant, final byte[] document) {
        return work.then(tenant, document, (control, bytes) -> looked(control, look.configured(control, bytes)))
                .thenCompose(looked -> looked.publish() == null ? publish(looked) : publish(looked.publish()));
    }

    /** Publishes what was looked up elsewhere. */
    CompletableFuture<Published> publish(final Publish publish) {
        return counted(steps(publish));
    }

    private CompletableFuture<Published> steps(final Publish publish) {
        return work.beside(publish.tenant(), () -> checked(publish))
                .thenCompose(checked -> work.change(publish.tenant(), tenant -> propose(tenant, publish, checked)));
    }

    private CheckedTable checked(final Publish publish) {
        final long begunNs = CLOCK.nanoTime();
        try {
            return publish.change().getRollbackOf() > 0
                    ? CheckedTable.ofRevision(publish.document(), clock.millis())
                    : CheckedTable.of(publish.document(), publish.acceptWarnings(), clock.millis());
        } finally {
            meter.compiled(CLOCK.nanoTime() - begunNs);
        }
    }

    private CompletableFuture<Published> counted(final CompletableFuture<Published> publish) {
        return publish.whenComplete((published, fault) -> meter.ended(
                published == null
                        ? outcome(fault)
                        : published.end() == End.PUBLISHED ? PublishOutcome.PUBLISHED : PublishOutcome.REPEATED));
    }

    private static PublishOutcome outcome(final Throwable fault) {
        final Throwable cause = fault.getCause() == null ? fault : fault.getCause();
        return cause instanceof ControlRefusal refusal
                ? PublishOutcome.ofRefusal(refusal.refusal().reason())
                : PublishOutcome.FAILED;
    }

    /** What is to be published, or what is published already; the other one is null. */
    private record Looked(
            @Nullable Publish publish, @Nullable Published published) {}

    private static Looked looked(final TenantControl tenant, final PublishLook.Found found) {
        return found.publish() == null
                ? new Looked(
                        null,
                        new Published(
                                Tables.revision(tenant, found.revision()),
                                found.isUnchanged() ? End.UNCHANGED : End.REPEATED,
                                0))
                : new Looked(found.publish(), null);
    }

    private CompletableFuture<Published> publish(final Looked looked) {
        return looked.publish() == null
                ? CompletableFuture.completedFuture(looked.published())
                : steps(looked.publish());
    }

    // What was compiled lies ready for the moment in which the log accepts it.
    private CompletableFuture<Published> propose(
            final TenantControl tenant, final Publish publish, final CheckedTable checked) {
        final Change change = Change.of(
                clock.millis(),
                publish.reason(),
                Command.newBuilder()
                        .setTablePublished(publish.change().toBuilder().setAcceptedWarnings(checked.warnings())),
                publish.document());
        tenant.revisions().offer(publish.hash(), checked);
        try {
            return tenant.propose(publish.actor(), publish.key(), change)
                    .whenComplete((outcome, fault) -> tenant.revisions().withdraw(publish.hash()))
                    .thenApply(outcome -> new Published(
                            Tables.revision(tenant, outcome.done().revision()),
                            outcome.isRepeated() ? End.REPEATED : End.PUBLISHED,
                            outcome.isRepeated() ? 0 : checked.warnings()));
        } catch (final RuntimeException e) {
            tenant.revisions().withdraw(publish.hash());
            throw e;
        }
    }
}
