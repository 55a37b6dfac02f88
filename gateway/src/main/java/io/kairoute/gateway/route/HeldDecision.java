package io.kairoute.gateway.route;

import io.kairoute.router.DecisionSink;
import io.kairoute.router.Router;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a router just decided back from the log until the decision is given.
 *
 * <p>A decision that nobody gets is no decision: a caller who may not have the reasons is refused, and so is one whose deadline
 * passed meanwhile. Thread-confined: owned by its event loop.
 */
final class HeldDecision implements DecisionSink {
    private final DecisionSink log;
    private @Nullable Router router;
    private @Nullable DirectBuffer request;
    private @Nullable DirectBuffer response;
    private boolean isHeld;
    private int kind;
    private int tenant;
    private int requestOffset;
    private int requestLength;
    private int responseOffset;
    private int responseLength;

    HeldDecision(final DecisionSink log) {
        this.log = log;
    }

    @Override
    public void decided(
            final Router decidedBy,
            final int decidedKind,
            final int decidedTenant,
            final DirectBuffer asked,
            final int askedOffset,
            final int askedLength,
            final DirectBuffer answer,
            final int answerOffset,
            final int answerLength) {
        hold(decidedBy, asked, answer);
        isHeld = true;
        kind = decidedKind;
        tenant = decidedTenant;
        requestOffset = askedOffset;
        requestLength = askedLength;
        responseOffset = answerOffset;
        responseLength = answerLength;
    }

    // One lane's calls bring the same three objects every time, and to store them anew would cost the collector's
    // barriers.
    private void hold(final Router decidedBy, final DirectBuffer asked, final DirectBuffer answer) {
        if (router != decidedBy) {
            router = decidedBy;
        }
        if (request != asked) {
            request = asked;
        }
        if (response != answer) {
            response = answer;
        }
    }

    /** The decision is given: the log takes it, once, before the router decides anew. */
    void give() {
        final Router by = router;
        final DirectBuffer asked = request;
        final DirectBuffer answer = response;
        final boolean isMade = isHeld;
        isHeld = false;
        if (isMade && by != null && asked != null && answer != null) {
            log.decided(by, kind, tenant, asked, requestOffset, requestLength, answer, responseOffset, responseLength);
        }
    }

    /** A decision that was kept is given: the log takes it as its router just made it again. */
    void give(
            final Router by,
            final int ofTenant,
            final byte[] asked,
            final DirectBuffer answer,
            final int offset,
            final int length) {
        if (!by.request().isDryRun()) {
            log.decided(by, DECIDED, ofTenant, new UnsafeBuffer(asked), 0, asked.length, answer, offset, length);
        }
    }

    /** Forgets the decision before: it was not given. */
    void drop() {
        isHeld = false;
    }
}
