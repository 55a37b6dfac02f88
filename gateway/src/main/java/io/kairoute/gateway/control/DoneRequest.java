package io.kairoute.gateway.control;

import com.google.protobuf.ByteString;
import io.kairoute.control.v1.QueueOverride;
import io.kairoute.control.v1.SegmentSetActivated;
import org.jspecify.annotations.Nullable;

/**
 * A write that was done and carried an idempotency key, with what its answer is made of when it is repeated. Immutable.
 *
 * @param content a keyed hash of what was asked
 * @param id what it was about: a live occasion, a queue, a switch or a draft
 * @param override the override that was set or cleared; null for none
 * @param draft the draft as it was then; null where it was no draft, or is one no longer
 * @param activated the segment set that was activated; null for none
 */
record DoneRequest(
        ByteString content,
        String id,
        @Nullable QueueOverride override,
        @Nullable DraftRecord draft,
        @Nullable SegmentSetActivated activated) {}
