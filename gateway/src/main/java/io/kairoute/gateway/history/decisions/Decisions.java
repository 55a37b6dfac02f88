package io.kairoute.gateway.history.decisions;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.DecisionFilter;
import io.kairoute.control.v1.ExportDecisionsRequest;
import io.kairoute.control.v1.ExportDecisionsResponse;
import io.kairoute.control.v1.ListDecisionsRequest;
import io.kairoute.control.v1.ListDecisionsResponse;
import io.kairoute.control.v1.LoggedDecision;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.history.ChunkReader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Lists and exports logged decisions. Thread-safe. */
public final class Decisions {
    private static final int USUAL = 20;
    private static final int MOST = 1_000;
    private static final int BATCH = 200;
    private static final int TELL_EVERY = 50_000;

    private final ControlPlane plane;
    private final DecisionArchive archive;

    /** Makes a list over an archive. */
    public Decisions(final ControlPlane plane, final DecisionArchive archive) {
        this.plane = plane;
        this.archive = archive;
    }

    /** The newest that fit. */
    public CompletableFuture<ListDecisionsResponse> list(final Call actor, final ListDecisionsRequest request) {
        final int size = request.getPageSize() == 0 ? USUAL : request.getPageSize();
        if (size < 1 || size > MOST) {
            throw ControlRefusal.field("page_size", "OUT_OF_RANGE", "page_size is from 1 to " + MOST + ".");
        }
        return plane.tenantOf(actor, request.getTenant())
                .thenCompose(tenant -> archive.ask(() -> newest(tenant, request.getFilter(), size)));
    }

    /**
     * Every one that fits, in the order of the log.
     *
     * @param sink takes some at a time; false when nobody wants more
     */
    public CompletableFuture<Boolean> export(
            final Call actor, final ExportDecisionsRequest request, final Predicate<ExportDecisionsResponse> sink) {
        return plane.tenantOf(actor, request.getTenant())
                .thenCompose(tenant -> archive.stream(() -> export(tenant, request.getFilter(), sink)));
    }

    private ListDecisionsResponse newest(final String tenant, final DecisionFilter filter, final int size) {
        final Deque<LoggedDecision> newest = new ArrayDeque<>();
        new ChunkReader().readSince(archive.decisions(tenant), sinceMs(filter), (record, set) -> {
            if (LoggedDecisions.fits(filter, record)) {
                newest.addLast(LoggedDecisions.of(record));
                if (newest.size() > size) {
                    newest.removeFirst();
                }
            }
            return true;
        });
        return ListDecisionsResponse.newBuilder().addAllDecisions(newest).build();
    }

    private boolean export(
            final String tenant, final DecisionFilter filter, final Predicate<ExportDecisionsResponse> sink) {
        final Path decisions = archive.decisions(tenant);
        final long total = ChunkReader.bytes(decisions);
        final ChunkReader reader = new ChunkReader();
        final ExportDecisionsResponse.Builder some = ExportDecisionsResponse.newBuilder();
        reader.readSince(decisions, sinceMs(filter), (record, set) -> {
            if (LoggedDecisions.fits(filter, record)) {
                some.addDecisions(LoggedDecisions.of(record));
            }
            if (some.getDecisionsCount() < BATCH && reader.decisions() % TELL_EVERY != 0) {
                return true;
            }
            final boolean goesOn = sink.test(
                    some.setReadBytes(reader.readBytes()).setTotalBytes(total).build());
            some.clear();
            return goesOn;
        });
        return sink.test(some.setReadBytes(reader.readBytes())
                .setTotalBytes(total)
                .setDamaged(reader.damaged())
                .setLost(reader.lost())
                .build());
    }

    /** From when on a filter looks, for leaving older chunks out. */
    static long sinceMs(final DecisionFilter filter) {
        return filter.hasSince() ? Timestamps.toMillis(filter.getSince()) : Long.MIN_VALUE;
    }
}
