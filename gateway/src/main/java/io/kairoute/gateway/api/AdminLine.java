package io.kairoute.gateway.api;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line of the admin log. Immutable.
 *
 * @param by who asked
 * @param method what was asked for
 * @param tenant the tenant it was about
 * @param status what came of it
 * @param micros how long it took
 */
record AdminLine(String by, String method, String tenant, String status, long micros) {
    private static final Logger LOG = LoggerFactory.getLogger("io.kairoute.admin");

    /** Writes it. */
    void write() {
        LOG.info(
                "event=admin_call by=\"{}\" method={} tenant=\"{}\" status={} micros={}",
                quoted(by),
                method,
                quoted(tenant),
                status,
                micros);
    }

    private static String quoted(final String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
