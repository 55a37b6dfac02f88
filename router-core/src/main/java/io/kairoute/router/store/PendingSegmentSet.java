package io.kairoute.router.store;

import io.kairoute.router.segment.PendingSegmentLookup;
import io.kairoute.router.segment.SegmentSetHeader;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A segment set that another thread is opening.
 *
 * <p>A snapshot may be compiled from {@code expected} and {@code lookup} at once. When {@code opening} completes with a set
 * of another number, an earlier one had to stand in: the lookup stays unavailable, and a snapshot of that set is due.
 *
 * @param expected the header of the active set; null when there is none that can be read
 * @param lookup unavailable, until the expected set is open
 * @param opening completes when the work is done
 */
public record PendingSegmentSet(
        @Nullable SegmentSetHeader expected, PendingSegmentLookup lookup, CompletableFuture<SegmentOpening> opening) {}
