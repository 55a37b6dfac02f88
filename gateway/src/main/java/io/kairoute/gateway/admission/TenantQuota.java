package io.kairoute.gateway.admission;

import java.util.Arrays;

/**
 * Holds each tenant to a rate: a bucket per tenant that fills with time and that a call takes one token from.
 *
 * <p>A bucket holds one second's worth, so a tenant may burst that much. Each event loop has its own buckets with its share of
 * the rate; nothing is shared. Thread-confined: owned by its event loop.
 */
public final class TenantQuota {
    private final double perNanosecond;
    private final double most;
    private final double[] tokens;
    private final long[] filledNs;

    /** Makes the buckets, full; a rate of 0 means no quota. */
    public TenantQuota(final int tenants, final double perSecond, final long nowNs) {
        perNanosecond = perSecond / 1e9;
        most = Math.max(1, perSecond);
        tokens = new double[tenants];
        filledNs = new long[tenants];
        Arrays.fill(tokens, most);
        Arrays.fill(filledNs, nowNs);
    }

    /** Takes one token of a tenant; false when there is none. */
    public boolean take(final int tenant, final long nowNs) {
        if (perNanosecond == 0) {
            return true;
        }
        tokens[tenant] = Math.min(most, tokens[tenant] + (nowNs - filledNs[tenant]) * perNanosecond);
        filledNs[tenant] = nowNs;
        if (tokens[tenant] < 1) {
            return false;
        }
        tokens[tenant]--;
        return true;
    }
}
