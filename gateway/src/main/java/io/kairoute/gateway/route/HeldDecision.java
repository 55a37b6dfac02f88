package io.kairoute.gateway.route;

import io.kairoute.router.decide.Contact;
import io.kairoute.router.decide.DecisionSink;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a router just decided back from the log until the decision is given.
 *
 * <p>A decision that nobody gets is no decision: a caller who may not have the reasons is refused, and so is one whose deadline
 * passed meanwhile. Thread-confined: owned by its event loop.
 */
final class HeldDecision implements DecisionSink {
    private final DecisionSink log;
    private @Nullable Contact contact;
    private @Nullable DirectBuffer response;
    private boolean isHeld;
    private int responseOffset;
    private int responseLength;

    HeldDecision(final DecisionSink log) {
        this.log = log;
    }

    @Override
    public void decided(final Contact decided, final DirectBuffer answer, final int offset, final int length) {
        hold(decided, answer);
        isHeld = true;
        responseOffset = offset;
        responseLength = length;
    }

    // One lane's calls bring the same two objects every time, and to store them anew would cost the collector's
    // barriers.
    private void hold(final Contact decided, final DirectBuffer answer) {
        if (contact != decided) {
            contact = decided;
        }
        if (response != answer) {
            response = answer;
        }
    }

    /** The decision is given: the log takes it, once, before the router decides anew. */
    void give() {
        final Contact decided = contact;
        final DirectBuffer answer = response;
        final boolean isMade = isHeld;
        isHeld = false;
        if (isMade && decided != null && answer != null) {
            log.decided(decided, answer, responseOffset, responseLength);
        }
    }

    /** A decision that was kept is given: the log takes it as it was just made again. */
    void giveAgain(final Contact decided, final DirectBuffer answer, final int offset, final int length) {
        if (!decided.request.isDryRun()) {
            log.decided(decided, answer, offset, length);
        }
    }

    /** Forgets the decision before: it was not given. */
    void drop() {
        isHeld = false;
    }
}
