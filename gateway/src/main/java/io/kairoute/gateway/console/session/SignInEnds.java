package io.kairoute.gateway.console.session;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts how sign-ins at the issuer ended, and tells the operator: each kind of end once in ten seconds at most, since anybody can
 * bring some of them about. Owned by the admin event loop; any thread may read the counts.
 */
final class SignInEnds {
    private static final Logger LOG = LoggerFactory.getLogger(SignInEnds.class);
    private static final long QUIET_MS = 10_000;

    private final LongSupplier monotonicMs;
    private final long[] toldMs = new long[SignInEnd.values().length];
    private final AtomicLongArray counts = new AtomicLongArray(SignInEnd.values().length + 1);

    SignInEnds(final LongSupplier monotonicMs) {
        this.monotonicMs = monotonicMs;
    }

    /** Somebody signed in. */
    void done() {
        counts.incrementAndGet(SignInEnd.values().length);
    }

    /** A sign-in came to nothing; nothing that a request or a token held is told. */
    void failed(final SignInEnd end, final String cause) {
        counts.incrementAndGet(end.ordinal());
        final long nowMs = monotonicMs.getAsLong();
        if (toldMs[end.ordinal()] == 0 || nowMs - toldMs[end.ordinal()] >= QUIET_MS) {
            toldMs[end.ordinal()] = nowMs;
            LOG.warn(
                    "event=sign_in_failed reason={} cause=\"{}\"", end.refusal().reason(), cause);
        }
    }

    /** Shows the counts. */
    void show(final MeterRegistry registry) {
        for (final SignInEnd end : SignInEnd.values()) {
            show(registry, end.refusal().reason(), end.ordinal());
        }
        show(registry, "DONE", SignInEnd.values().length);
    }

    private void show(final MeterRegistry registry, final String end, final int index) {
        FunctionCounter.builder("kairoute.console.sign.ins", counts, all -> all.get(index))
                .description("Sign-ins to the console at the issuer of tokens, by how they ended.")
                .tag("end", end)
                .register(registry);
    }
}
