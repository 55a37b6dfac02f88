package io.kairoute.router.embed;

import io.kairoute.router.Limits;
import io.kairoute.router.decide.Router;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.FallbackCause;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.explain.Explainer;
import io.kairoute.router.explain.Explanation;
import io.kairoute.router.snapshot.Names;
import io.kairoute.router.snapshot.TenantDirectory;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

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
    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);

    ContactRouter(final TenantDirectory tenants, final InstantSource clock) {
        this.router = new Router(tenants, true);
        this.clock = clock;
    }

    /**
     * Routes one contact.
     *
     * @throws RefusedContactException when a value is over its limit
     */
    public RoutedContact route(final ContactRequest contact) {
        final byte[] bytes = contact.toBytes();
        final int length =
                router.route(new UnsafeBuffer(bytes), 0, bytes.length, ONLY_TENANT, clock.millis(), response, 0);
        if (length < 0) {
            throw RefusedContactException.of(length, router.contact().request.faultField());
        }
        return answer();
    }

    private RoutedContact answer() {
        final Decision decision = router.contact().decision;
        final Names names = router.contact().snapshot().table().names();
        final List<String> causes = Stream.of(FallbackCause.values())
                .filter(cause -> (decision.causes & cause.bit()) != 0)
                .map(Enum::name)
                .toList();
        return new RoutedContact(
                router.contact().id.text(),
                names.queues().get(decision.queue),
                names.scripts().get((int) decision.treatment[TreatmentFields.SCRIPT]),
                names.occasions().get(decision.occasion),
                decision.band().name(),
                names.tiers().get(decision.tier),
                (int) decision.treatment[TreatmentFields.PRIORITY],
                decision.treatment[TreatmentFields.SLA],
                causes);
    }

    /** Explains the decision about the contact that was routed last, risks included. Takes as long as a thousand of them. */
    public Explanation explain() {
        return new Explainer(router.contact()).explain(false);
    }

    /** The router below, for request and response bytes; caller 0, or {@link Router#ANY_TENANT}. */
    public Router router() {
        return router;
    }
}
