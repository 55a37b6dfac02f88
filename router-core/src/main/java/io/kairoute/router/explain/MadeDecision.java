package io.kairoute.router.explain;

import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.decide.Contact;
import io.kairoute.router.decide.Router;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.Flag;
import io.kairoute.router.segment.AnsweredLookup;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import io.kairoute.router.segment.SegmentView;
import io.kairoute.router.snapshot.Snapshot;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One decision with all that it read, so that any router can make it once more.
 *
 * <p>A decision is a function of its request, its snapshot, the profile that was found, the queue states that were looked at, and
 * its now. All of them are kept here, so it comes out the same however the world has changed meanwhile. Immutable.
 */
public final class MadeDecision {
    private final Snapshot under;
    private final byte[] request;
    private final byte[] answer;
    private final long nowMs;
    private final int lookups;
    private final int lookupResult;
    private final boolean isSetOpen;
    private final byte[] profile;
    private final QueueStates states;
    private final int[] stateSlots;

    private MadeDecision(final Contact contact, final byte[] request, final byte[] answer) {
        final Decision decision = contact.decision;
        this.under = contact.snapshot();
        this.request = request;
        this.answer = answer;
        this.nowMs = contact.signals.nowMs();
        this.lookups = contact.lookups();
        this.lookupResult = result(decision);
        this.isSetOpen = decision.hasSegmentSet;
        this.profile = decision.hasProfile ? contact.profile.bytes().clone() : new byte[ProfileFlyweight.LENGTH];
        this.states = QueueStates.copyOf(contact.statesRead);
        this.stateSlots = contact.statesRead.slots(under.stateSlots().length);
    }

    /**
     * Keeps what was just decided.
     *
     * @param request the bytes of its RouteRequest; not to be changed any more
     * @param answer the bytes of its RouteResponse; not to be changed any more
     */
    public static MadeDecision of(final Contact contact, final byte[] request, final byte[] answer) {
        return new MadeDecision(contact, request, answer);
    }

    private static int result(final Decision decision) {
        if (decision.hasProfile) {
            return SegmentLookup.FOUND;
        }
        return (decision.flags & Flag.SEGMENT_UNAVAILABLE.bit()) == 0
                ? SegmentLookup.MISSING
                : SegmentLookup.UNAVAILABLE;
    }

    /**
     * Makes the decision once more.
     *
     * @param response takes the RouteResponse message, as {@link Router#route} wants it
     * @return the response's bytes
     * @throws IllegalStateException when another decision comes out, which nothing but a fault of this code explains
     */
    public int makeAgain(final Router router, final MutableDirectBuffer response, final int responseOffset) {
        final Snapshot asRead = under.reading(profiles(), states, stateSlots);
        final int length = router.routeUnder(
                asRead, new UnsafeBuffer(request), 0, request.length, nowMs, response, responseOffset);
        if (length != answer.length || !isAnswer(response, responseOffset)) {
            throw new IllegalStateException("a decision came out otherwise when it was made again: length=" + length
                    + " before=" + answer.length + " revision=" + under.revision());
        }
        return length;
    }

    private SegmentView profiles() {
        final SegmentView view = under.segments();
        return view.lookup() == null
                ? view
                : view.foundBy(new AnsweredLookup(lookups, lookupResult, profile, isSetOpen));
    }

    private boolean isAnswer(final DirectBuffer response, final int offset) {
        for (int i = 0; i < answer.length; i++) {
            if (response.getByte(offset + i) != answer[i]) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of its RouteRequest; not to be written. */
    public byte[] request() {
        return request;
    }

    /** The bytes of its RouteResponse; not to be written. */
    public byte[] answer() {
        return answer;
    }

    /** The id of its tenant, UTF-8; not to be written. */
    public byte[] tenantId() {
        return under.tenantId();
    }
}
