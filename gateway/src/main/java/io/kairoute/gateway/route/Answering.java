package io.kairoute.gateway.route;

import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.CallerGuard;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.NanoClock;

/**
 * Turns one message into what its caller is answered, whichever way the call came.
 *
 * <pre>
 *   in time? --yes--> decide --> may the caller ask why? --> asked why? --no--> still in time? --> give: count, log
 *      |                                                        |
 *      +--no--> the tenant's default, or {@link #LATE}          +--yes--> {@link #ASKED_WHY}: the call gives it later
 * </pre>
 *
 * <p>A positive result is the length of the answer in {@link LaneRouter#answer}, and the decision is given. A negative one says why
 * there is no answer, and then nothing was decided, as far as anybody can see.
 *
 * <p>Whether the caller may ask why is looked at after the decision, since the request is read once, by the router: to ask before
 * would cost every call a second reading. It costs a refused caller's call a decision, which no log, count or answer shows.
 *
 * <p>Thread-confined: owned by its event loop.
 */
final class Answering {
    /** The decision was made and the reasons are asked for: the call keeps it, and gives it when it is explained. */
    static final int ASKED_WHY = Integer.MIN_VALUE;

    /** An explanation was asked for by a caller who may not have one. */
    static final int NEEDS_VIEWER = Integer.MIN_VALUE + 1;

    /** The caller's own deadline has passed. */
    static final int LATE = Integer.MIN_VALUE + 2;

    private final LaneRouter router;
    private final NanoClock clock;

    Answering(final LaneRouter router, final NanoClock clock) {
        this.router = router;
        this.clock = clock;
    }

    /** Decides about the message of a call. */
    int decide(final DirectBuffer message, final CallStart start, final long nowNs) {
        if (start.isOver(nowNs)) {
            return decideLate(message, start);
        }
        final int length = permitted(router.route(message, start.caller()), start.caller());
        return length >= 0 && router.isAskedWhy() ? ASKED_WHY : given(length, start);
    }

    /** Decides about a call whose time is up: to the tenant's default, unless the caller itself waits no longer. */
    int decideLate(final DirectBuffer message, final CallStart start) {
        return start.isOwnDeadline()
                ? given(permitted(router.routeToDefault(message, start.caller()), start.caller()), start)
                : LATE;
    }

    /** Decides about one message of a stream, which has no deadline, and no reasons in its answer. */
    int decideMessage(final DirectBuffer message, final Caller caller) {
        final int length = permitted(router.route(message, caller), caller);
        if (length >= 0) {
            router.give();
        }
        return length;
    }

    /** The refusal behind the last negative result. */
    Refusal refusal(final int status) {
        return switch (status) {
            case ASKED_WHY -> throw new IllegalStateException("a decision that is to be explained is not refused");
            case NEEDS_VIEWER -> CallerGuard.lackOf(Role.VIEWER);
            case LATE -> CallRefusals.DEADLINE_EXCEEDED;
            default -> router.refusal(status);
        };
    }

    private int permitted(final int length, final Caller caller) {
        return length >= 0 && router.isAskedWhy() && !caller.has(Role.VIEWER) ? NEEDS_VIEWER : length;
    }

    private int given(final int length, final CallStart start) {
        if (length < 0) {
            return length;
        }
        if (!start.isOwnDeadline() && start.isOver(clock.nanoTime())) {
            return LATE;
        }
        router.give();
        return length;
    }
}
