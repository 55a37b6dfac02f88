package io.kairoute.gateway.control;

import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.control.v1.PublishTableResponse;
import io.kairoute.control.v1.Revision;
import io.kairoute.control.v1.RollbackTableRequest;
import io.kairoute.control.v1.RollbackTableResponse;
import io.kairoute.gateway.api.Call;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Publishes tables, and older revisions again.
 *
 * <p>Four steps: look on the control thread, check and compile beside it, propose on the control thread again, and have the log
 * judge. Whatever came meanwhile, the log's order decides. Thread-safe.
 */
final class TablePublisher {
    private final TenantWork work;
    private final PublishLook look;
    private final InstantSource clock;

    TablePublisher(final TenantWork work, final PublishLook look, final InstantSource clock) {
        this.work = work;
        this.look = look;
        this.clock = clock;
    }

    /**
     * A revision as its publisher sees it. Immutable.
     *
     * @param isRepeated whether the same request published it before
     */
    record Published(Revision revision, boolean isRepeated) {}

    /** Publishes a draft or document. */
    CompletableFuture<PublishTableResponse> publish(final Call actor, final PublishTableRequest request) {
        return work.with(actor, request.getTenant(), tenant -> looked(tenant, look.asked(tenant, actor, request)))
                .thenCompose(this::publish)
                .thenApply(published -> PublishTableResponse.newBuilder()
                        .setRevision(published.revision())
                        .setRepeated(published.isRepeated())
                        .build());
    }

    /** Publishes an older revision's document again. */
    CompletableFuture<RollbackTableResponse> rollback(final Call actor, final RollbackTableRequest request) {
        return work.with(actor, request.getTenant(), tenant -> looked(tenant, look.asked(tenant, actor, request)))
                .thenCompose(this::publish)
                .thenApply(published -> RollbackTableResponse.newBuilder()
                        .setRevision(published.revision())
                        .setRepeated(published.isRepeated())
                        .build());
    }

    /** Publishes the table that configuration names, if it is not the one that configuration last published. */
    CompletableFuture<Published> configure(final String tenant, final byte[] document) {
        return work.then(tenant, document, (control, bytes) -> looked(control, look.configured(control, bytes)))
                .thenCompose(this::publish);
    }

    /** Publishes what was looked up. */
    CompletableFuture<Published> publish(final Publish publish) {
        return work.beside(() -> CheckedTable.of(publish.document(), publish.acceptWarnings(), clock.millis()))
                .thenCompose(checked ->
                        work.change(publish.tenant(), tenant -> propose(tenant, publish, checked)));
    }

    /** What is to be published, or what is published already; the other one is null. */
    private record Looked(
            @Nullable Publish publish, @Nullable Published published) {}

    private static Looked looked(final TenantControl tenant, final PublishLook.Found found) {
        return found.publish() == null
                ? new Looked(null, new Published(Tables.revision(tenant, found.revision()), true))
                : new Looked(found.publish(), null);
    }

    private CompletableFuture<Published> publish(final Looked looked) {
        return looked.publish() == null
                ? CompletableFuture.completedFuture(looked.published())
                : publish(looked.publish());
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
                            Tables.revision(tenant, outcome.done().revision()), outcome.isRepeated()));
        } catch (final RuntimeException e) {
            tenant.revisions().withdraw(publish.hash());
            throw e;
        }
    }
}
