package io.kairoute.gateway.tally;

import io.kairoute.gateway.history.ChunkClaims;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.ReadSpan;
import io.kairoute.gateway.work.LongWork;
import io.kairoute.gateway.work.Slices;
import io.kairoute.router.log.FittingLive;
import io.kairoute.router.snapshot.TenantDirectory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the last hour before the start from the decision log, so that a restart leaves no hole in the rates.
 *
 * <p>A thread of the least priority, in the slices that all slow work shares. What cannot be read is left out.
 */
public final class TallyReadBack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TallyReadBack.class);
    private static final long BACK_S = TimeUnit.HOURS.toSeconds(1);
    private static final long MS_PER_SECOND = 1_000;
    private static final long LONGEST_S = TimeUnit.HOURS.toSeconds(1);
    private static final long CLOSE_MS = 5_000;

    private final Tally tally;
    private final TenantDirectory tenants;
    private final IntFunction<Path> directoryOf;
    private final ChunkClaims claims;
    private final Slices slices;
    private final Thread thread;
    private volatile boolean isClosed;

    /**
     * Makes one; {@link #start} begins.
     *
     * @param directoryOf where a tenant's chunks are, by its ordinal
     * @param claims what the log's retention asks
     */
    @SuppressWarnings("ThreadPriorityCheck") // what was counted before a start can wait; routing cannot
    public TallyReadBack(
            final Tally tally,
            final TenantDirectory tenants,
            final IntFunction<Path> directoryOf,
            final ChunkClaims claims,
            final Slices slices) {
        this.tally = tally;
        this.tenants = tenants;
        this.directoryOf = directoryOf;
        this.claims = claims;
        this.slices = slices;
        thread = new Thread(this::run, "kairoute-tally-read-back");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    /** Begins, and is back at once; returns this. */
    public TallyReadBack start() {
        thread.start();
        return this;
    }

    private void run() {
        for (int i = 0; i < tenants.count() && !isClosed; i++) {
            final int tenant = i;
            try {
                final LongWork work = LongWork.reading(slices, tenants.id(tenant), () -> isClosed, LONGEST_S);
                work.inSlices(() -> {
                    read(tenant, work);
                    return tenant;
                });
            } catch (final RuntimeException e) {
                if (!isClosed) {
                    LOG.warn("event=tally_not_read_back tenant={} cause=\"{}\"", tenants.id(tenant), e.getMessage());
                }
            }
        }
    }

    /** Counts one tenant's last hour before the start. */
    void read(final int tenant, final LongWork work) {
        final long untilMs = tally.startSecond() * MS_PER_SECOND;
        final long sinceMs = untilMs - BACK_S * MS_PER_SECOND;
        final CountedAt at = new CountedAt(sinceMs / MS_PER_SECOND);
        final TenantTally[] past = {null};
        new ChunkReader(claims, work::block).read(directoryOf.apply(tenant), ReadSpan.since(sinceMs), (record, set) -> {
            work.step();
            if (record.nowMs() >= sinceMs && record.nowMs() < untilMs) {
                // Loops write side by side; what comes a little late counts where the log has come to.
                at.set(Math.max(at.second(), record.nowMs() / MS_PER_SECOND));
                if (past[0] == null) {
                    past[0] = new TenantTally(
                            new AnswerScan(),
                            new AnswerGroups(),
                            tally.livePast(tenant, new FittingLive()),
                            at,
                            at.second());
                }
                past[0].count(record, at);
            }
            return !isClosed;
        });
        if (past[0] != null && !isClosed) {
            past[0].publish(at, at.second(), 0, 0);
            tally.add(tenant, past[0].published());
        }
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join(CLOSE_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
