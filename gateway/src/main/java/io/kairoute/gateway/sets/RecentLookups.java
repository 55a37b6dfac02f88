package io.kairoute.gateway.sets;

import io.kairoute.gateway.history.ChunkClaims;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.work.LongWork;
import io.kairoute.router.log.DecisionRecord;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How often contacts of late came with a key that nobody knows, by the decision log: many of them say that a set lacks
 * customers, or that keys are typed another way than callers send them.
 *
 * @param lookedUp decisions that looked a customer up
 * @param unknown those of them that found nobody
 */
record RecentLookups(long lookedUp, long unknown) {
    /** Counts them. */
    @FunctionalInterface
    interface Source {
        /** Counts what was decided since. */
        RecentLookups since(long sinceMs, LongWork work);
    }

    /** Counts what was decided since; zero where nothing was logged. */
    static RecentLookups since(final Path decisions, final long sinceMs, final LongWork work) {
        final AtomicLong lookedUp = new AtomicLong();
        final AtomicLong unknown = new AtomicLong();
        final ChunkReader reader = new ChunkReader(new ChunkClaims(InstantSource.system()), work::block);
        reader.readSince(decisions, sinceMs, (record, set) -> {
            work.step();
            if (record.nowMs() >= sinceMs && record.isSetOpen() && record.lookups() > 0) {
                lookedUp.incrementAndGet();
                if (record.lookupResult() == DecisionRecord.NOT_FOUND) {
                    unknown.incrementAndGet();
                }
            }
            return true;
        });
        return new RecentLookups(lookedUp.get(), unknown.get());
    }
}
