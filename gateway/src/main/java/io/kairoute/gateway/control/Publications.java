package io.kairoute.gateway.control;

import io.kairoute.control.v1.EventLoop;
import io.kairoute.control.v1.GetPublicationRequest;
import io.kairoute.control.v1.GetPublicationResponse;
import io.kairoute.gateway.api.Call;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Asks each event loop what it routes by, and says which revisions this node refused.
 *
 * <p>A loop answers on its own thread, between two contacts, with the revision that its next contact will be decided by. So
 * an answer says that the publish has reached that loop, and no answer that the loop is stuck. Thread-safe.
 */
public final class Publications {
    private static final long PATIENCE_MS = 1_000;
    private static final long NO_ANSWER = -1;
    private static final String APPLIED = "APPLIED";

    private final TenantWork work;
    private final TenantDirectory directory;
    private volatile List<Executor> loops = List.of();

    Publications(final TenantWork work, final TenantDirectory directory) {
        this.work = work;
        this.directory = directory;
    }

    /** These are the event loops that route from now on; each runs what it is given on its own thread. */
    public void loops(final List<? extends Executor> running) {
        loops = List.copyOf(running);
    }

    /** Asks. */
    CompletableFuture<GetPublicationResponse> get(final Call actor, final GetPublicationRequest request) {
        return work.with(actor, request.getTenant(), Publications::published).thenCompose(published -> {
            final List<CompletableFuture<Long>> answers = ask(published.tenant());
            return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .thenApply(all -> answer(published.response(), answers));
        });
    }

    private record Published(String tenant, GetPublicationResponse response) {}

    private static Published published(final TenantControl tenant) {
        final GetPublicationResponse.Builder response = GetPublicationResponse.newBuilder()
                .setNewestRevision(tenant.state().newestRevision());
        tenant.revisions().refused().forEach(number -> response.addRefused(Tables.revision(tenant, number)));
        return new Published(tenant.id(), response.build());
    }

    private List<CompletableFuture<Long>> ask(final String tenant) {
        final int ordinal = directory.ordinal(tenant);
        final List<CompletableFuture<Long>> answers = new ArrayList<>();
        for (final Executor loop : loops) {
            answers.add(CompletableFuture.supplyAsync(
                            () -> {
                                final Snapshot snapshot =
                                        directory.holder(ordinal).acquire();
                                return snapshot == null ? 0 : snapshot.revision();
                            },
                            loop)
                    .completeOnTimeout(NO_ANSWER, PATIENCE_MS, TimeUnit.MILLISECONDS));
        }
        return answers;
    }

    private static GetPublicationResponse answer(
            final GetPublicationResponse published, final List<CompletableFuture<Long>> answers) {
        final long newest = published.getNewestRevision();
        final GetPublicationResponse.Builder response = published.toBuilder();
        boolean isApplied = true;
        for (int i = 0; i < answers.size(); i++) {
            final long revision = answers.get(i).join();
            isApplied &= revision == newest;
            response.addLoops(EventLoop.newBuilder()
                    .setLoop(i)
                    .setRevision(Math.max(0, revision))
                    .setState(revision == newest ? APPLIED : revision == NO_ANSWER ? "NO_ANSWER" : "BEHIND"));
        }
        final boolean isRefused = published.getRefusedList().stream().anyMatch(one -> one.getRevision() == newest);
        return response.setState(isRefused ? "REFUSED" : isApplied ? APPLIED : "BEHIND")
                .build();
    }
}
