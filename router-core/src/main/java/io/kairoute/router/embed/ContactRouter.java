package io.kairoute.router.embed;

import io.kairoute.router.Limits;
import io.kairoute.router.RouteStatus;
import io.kairoute.router.codec.MessageFields;
import io.kairoute.router.decide.DecisionSink;
import io.kairoute.router.decide.Router;
import io.kairoute.router.decision.FallbackCause;
import io.kairoute.router.explain.Explainer;
import io.kairoute.router.explain.Explanation;
import io.kairoute.router.snapshot.TenantDirectory;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Routes typed contacts. A convenience over {@link Router}, which it hands out for those who have bytes: a call here
 * allocates a few objects, a call there none.
 *
 * <p>Thread-confined: make one per thread.
 */
public final class ContactRouter {
    private static final int ONLY_TENANT = 0;

    private final Router router;
    private final InstantSource clock;
    private final OpenState state;
    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
    private boolean wasRefused;

    ContactRouter(
            final TenantDirectory tenants,
            final InstantSource clock,
            final OpenState state,
            final @Nullable DecisionSink sink) {
        this.router = new Router(tenants, true, sink);
        this.clock = clock;
        this.state = state;
    }

    /**
     * Routes one contact.
     *
     * @throws RefusedContactException when a value is over its limit
     * @throws IllegalStateException when the routing is closed
     */
    public RoutedContact route(final ContactRequest contact) {
        state.check();
        final byte[] bytes = contact.toBytes();
        final int length =
                router.route(new UnsafeBuffer(bytes), 0, bytes.length, ONLY_TENANT, clock.millis(), response, 0);
        wasRefused = length < 0;
        if (length == RouteStatus.NO_SNAPSHOT) {
            // Closed since the check.
            state.check();
        }
        if (wasRefused) {
            throw RefusedContactException.of(length, router.contact().request.faultField(), bytes.length);
        }
        return answer(length);
    }

    private RoutedContact answer(final int length) {
        final byte[] answer = new byte[length];
        response.getBytes(0, answer);
        final int bits = router.contact().decision.causes;
        final List<String> causes = Stream.of(FallbackCause.values())
                .filter(cause -> (bits & cause.bit()) != 0)
                .map(Enum::name)
                .toList();
        return new RoutedContact(new MessageFields(answer), causes);
    }

    /**
     * Explains the decision about the contact that was routed last, risks included. Takes as long as a thousand of them.
     *
     * @throws IllegalStateException when nothing was decided: no contact was routed yet, the last one was refused, or the routing
     *     is closed
     */
    public Explanation explain() {
        state.check();
        if (wasRefused) {
            throw new IllegalStateException(
                    "the last contact was refused, so nothing was decided that could be explained");
        }
        return new Explainer(router.contact()).explain(false);
    }

    /**
     * The router below, for request and response bytes; caller 0, or {@link Router#ANY_TENANT}. Once the routing is closed it
     * answers {@link RouteStatus#NO_SNAPSHOT}.
     */
    public Router router() {
        state.check();
        return router;
    }
}
