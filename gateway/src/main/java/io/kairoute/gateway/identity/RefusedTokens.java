package io.kairoute.gateway.identity;

import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an operator why tokens do not count: each cause once a minute at most, and nothing that a token says of its bearer.
 *
 * <p>Whoever sends such a token hears no cause. Causes are the node's own words, so that there are few. Thread-safe.
 */
final class RefusedTokens {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedTokens.class);
    private static final long QUIET_MS = 60_000;

    private final ConcurrentHashMap<String, Long> toldAtMs = new ConcurrentHashMap<>();

    /** Tells a cause, unless it was told a moment ago. */
    void tell(final String cause, final long nowMs) {
        final Long told = toldAtMs.get(cause);
        if (told == null || nowMs - told >= QUIET_MS || nowMs < told) {
            toldAtMs.put(cause, nowMs);
            LOG.warn("event=token_refused cause=\"{}\"", cause);
        }
    }
}
