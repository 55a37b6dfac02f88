package io.kairoute.gateway.history;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What long reads of decision logs still have to come, so that retention leaves it alone.
 *
 * <p>A claim holds the chunk that is read and all after it. It ends when the read does, and without asking after seven days, or
 * where the log has reached its most bytes and the oldest chunk must go; then the read is told with its next chunk. Thread-safe.
 */
public final class ChunkClaims {
    private static final long LONGEST_MS = TimeUnit.DAYS.toMillis(7);

    private final InstantSource clock;
    private final ChunkMarks marks = new ChunkMarks();
    private final List<Claim> claims = new ArrayList<>();
    private long ended;

    /** Makes an empty list. */
    public ChunkClaims(final InstantSource clock) {
        this.clock = clock;
    }

    /** Places in chunks, known to whoever claims them and to whoever writes them. */
    ChunkMarks marks() {
        return marks;
    }

    /** One read's claim. */
    final class Claim implements AutoCloseable {
        private final Path directory;
        private final long sinceMs;
        private long chunk = Long.MIN_VALUE;
        private boolean isEnded;

        private Claim(final Path directory, final long sinceMs) {
            this.directory = directory;
            this.sinceMs = sinceMs;
        }

        /**
         * The read has come to a chunk; those before it may go.
         *
         * @return false where the claim was ended
         */
        boolean moveTo(final long number) {
            synchronized (ChunkClaims.this) {
                chunk = number;
                return !isEnded;
            }
        }

        @Override
        public void close() {
            synchronized (ChunkClaims.this) {
                claims.remove(this);
            }
        }
    }

    /** Claims all chunks of a directory. */
    synchronized Claim claim(final Path directory) {
        final Claim claim = new Claim(directory.toAbsolutePath().normalize(), clock.millis());
        claims.add(claim);
        return claim;
    }

    /**
     * Whether a chunk may be deleted.
     *
     * @param isFull whether it must go in any case, whose claims then end
     */
    synchronized boolean letsGo(final Path directory, final long chunk, final boolean isFull) {
        final Path asked = directory.toAbsolutePath().normalize();
        final long nowMs = clock.millis();
        boolean isClaimed = false;
        for (final Iterator<Claim> each = claims.iterator(); each.hasNext(); ) {
            final Claim claim = each.next();
            if (claim.chunk <= chunk && claim.directory.equals(asked)) {
                if (isFull || nowMs - claim.sinceMs > LONGEST_MS) {
                    claim.isEnded = true;
                    each.remove();
                    ended++;
                } else {
                    isClaimed = true;
                }
            }
        }
        return !isClaimed;
    }

    /** Claims that were ended before their reads were. */
    public synchronized long ended() {
        return ended;
    }
}
