package io.kairoute.router.compile;

import io.kairoute.router.segment.SegmentLookup;
import io.kairoute.router.segment.SegmentSetHeader;

/** One segment set, opened: how to look customers up, and what its words mean. */
public record ReadableSet(SegmentLookup lookup, SegmentSetHeader header) {}
