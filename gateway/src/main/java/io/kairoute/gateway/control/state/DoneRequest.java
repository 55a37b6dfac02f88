package io.kairoute.gateway.control.state;

import com.google.protobuf.ByteString;
import io.kairoute.control.v1.PlannedPublish;
import io.kairoute.control.v1.QueueOverride;
import io.kairoute.control.v1.SegmentSetActivated;
import org.jspecify.annotations.Nullable;

/**
 * A write that was done, with what its answer is made of, also when it is repeated. Immutable.
 *
 * @param content a keyed hash of what was asked; empty where the log does not tell
 * @param id what it was about: a live occasion, a queue, a switch, a draft or a note
 * @param override the override that was set or cleared; null for none
 * @param replaced the override that it replaced; null for none
 * @param draft the draft as it was then; null where it was no draft, or is one no longer
 * @param activated the segment set that was activated; null for none
 * @param revision the revision that was published; 0 for none
 * @param endedPlan the planned publish that ended with it; null for none
 */
public record DoneRequest(
        ByteString content,
        String id,
        @Nullable QueueOverride override,
        @Nullable QueueOverride replaced,
        @Nullable DraftRecord draft,
        @Nullable SegmentSetActivated activated,
        long revision,
        @Nullable PlannedPublish endedPlan) {

    /** A write about something by its id alone. */
    static DoneRequest of(final ByteString content, final String id) {
        return new DoneRequest(content, id, null, null, null, null, 0, null);
    }

    /** A write about an override. */
    static DoneRequest of(
            final ByteString content, final QueueOverride override, final @Nullable QueueOverride replaced) {
        return new DoneRequest(content, override.getQueue(), override, replaced, null, null, 0, null);
    }
}
