package io.kairoute.router.compile;

import io.kairoute.router.segment.PendingSegmentLookup;
import io.kairoute.router.segment.SegmentLookup;
import io.kairoute.router.segment.SegmentSetHeader;
import java.util.Map;

/** One segment set, opened: how to look customers up, and what its words mean. */
public record ReadableSet(SegmentLookup lookup, SegmentSetHeader header) {
    /** Stands for the set that is active where neither it nor one before it can be read: customers are not unknown, but not found. */
    public static final ReadableSet UNREADABLE =
            new ReadableSet(new PendingSegmentLookup(), new SegmentSetHeader("unreadable", 0, 0, 0, Map.of()));
}
