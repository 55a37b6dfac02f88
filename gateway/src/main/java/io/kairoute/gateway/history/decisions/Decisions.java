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
import io.kairoute.gateway.history.Cursor;
import io.kairoute.gateway.history.ReadSpan;
import io.kairoute.gateway.work.LongWork;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lists and exports logged decisions. Thread-safe. */
public final class Decisions {
    /** So much of the log is read for one page at most. */
    static final long MOST_LISTED_BYTES = 256L << 20;

    private static final int USUAL = 20;
    private static final int MOST = 1_000;
    private static final int BATCH = 200;
    private static final int TELL_EVERY = 50_000;
    private static final long LIST_S = 60;
    private static final long EXPORT_S = 24 * 3_600;

    private final ControlPlane plane;
    private final DecisionArchive archive;

    /** Makes a list over an archive. */
    public Decisions(final ControlPlane plane, final DecisionArchive archive) {
        this.plane = plane;
        this.archive = archive;
    }

    /** The newest that fit, from a place on; no more of the log is read for it than a page needs, and a bounded piece at most. */
    public CompletableFuture<ListDecisionsResponse> list(final Call actor, final ListDecisionsRequest request) {
        final int size = request.getPageSize() == 0 ? USUAL : request.getPageSize();
        if (size < 1 || size > MOST) {
            throw ControlRefusal.field("page_size", "OUT_OF_RANGE", "page_size is from 1 to " + MOST + ".");
        }
        final @Nullable Cursor before =
                request.getPageToken().isEmpty() ? null : PageToken.parse(request.getPageToken(), request.getFilter());
        return plane.tenantOf(actor, request.getTenant())
                .thenCompose(tenant ->
                        archive.ask(actor, tenant, LIST_S, work -> newest(tenant, request, size, before, work)));
    }

    /**
     * Every one that fits, in the order of the log.
     *
     * @param sink takes some at a time; false when nobody wants more
     */
    public CompletableFuture<Boolean> export(
            final Call actor, final ExportDecisionsRequest request, final Predicate<ExportDecisionsResponse> sink) {
        return plane.tenantOf(actor, request.getTenant())
                .thenCompose(tenant ->
                        archive.ask(actor, tenant, EXPORT_S, work -> export(tenant, request.getFilter(), sink, work)));
    }

    private ListDecisionsResponse newest(
            final String tenant,
            final ListDecisionsRequest request,
            final int size,
            final @Nullable Cursor before,
            final LongWork work) {
        final DecisionFilter filter = request.getFilter();
        final Deque<LoggedDecision> newest = new ArrayDeque<>();
        final DecisionMatcher matcher = new DecisionMatcher(filter);
        final ListDecisionsResponse.Builder page = ListDecisionsResponse.newBuilder();
        final ChunkReader reader = archive.reader(work);
        reader.readBackwards(archive.decisions(tenant), before, span(filter), (record, set) -> {
            work.step();
            if (matcher.fits(record)) {
                newest.addFirst(LoggedDecisions.of(record));
            }
            if (newest.size() < size && reader.readBytes() < MOST_LISTED_BYTES) {
                return true;
            }
            page.setNextPageToken(PageToken.of(reader.cursor(), filter));
            return false;
        });
        final List<LoggedDecision> ordered = new ArrayList<>(newest);
        if (request.getNewestFirst()) {
            Collections.reverse(ordered);
        }
        return page.addAllDecisions(ordered).build();
    }

    private boolean export(
            final String tenant,
            final DecisionFilter filter,
            final Predicate<ExportDecisionsResponse> sink,
            final LongWork work) {
        final Path decisions = archive.decisions(tenant);
        final long total = ChunkReader.bytes(decisions);
        final ChunkReader reader = archive.reader(work);
        final DecisionMatcher matcher = new DecisionMatcher(filter);
        final ExportDecisionsResponse.Builder some = ExportDecisionsResponse.newBuilder();
        reader.read(decisions, span(filter), (record, set) -> {
            work.step();
            if (matcher.fits(record)) {
                some.addDecisions(LoggedDecisions.of(record));
            }
            if (some.getDecisionsCount() < BATCH && reader.decisions() % TELL_EVERY != 0) {
                return true;
            }
            final ExportDecisionsResponse read =
                    some.setReadBytes(reader.readBytes()).setTotalBytes(total).build();
            some.clear();
            return work.aside(() -> sink.test(read));
        });
        some.setReadBytes(reader.readBytes())
                .setTotalBytes(total)
                .setDamaged(reader.damaged())
                .setLost(reader.lost());
        return work.aside(() -> sink.test(some.build()));
    }

    /** The times that a filter looks at, for leaving other chunks out. */
    static ReadSpan span(final DecisionFilter filter) {
        return new ReadSpan(
                filter.hasSince() ? Timestamps.toMillis(filter.getSince()) : Long.MIN_VALUE,
                filter.hasUntil() ? Timestamps.toMillis(filter.getUntil()) : Long.MAX_VALUE);
    }
}
