package io.kairoute.node.capacity;

import io.kairoute.gateway.config.GatewayConfig;

/**
 * What lies in a node's memory.
 *
 * @param keys keys of all customers of all tenants
 * @param tenants tenants, at least one
 * @param rules rules of each tenant's table, signal rules and tuning rules together
 * @param keptTables compiled tables of each tenant: {@code control.kept_revisions}
 */
public record Stock(long keys, int tenants, int rules, int keptTables) {
    /** What a node finds when it is started; how large its tables are it knows later. */
    public static Stock found(final long keys, final GatewayConfig config) {
        return new Stock(keys, config.tenants().size(), 0, config.control().keptRevisions());
    }

    /** Heap of the tenants and their tables. */
    long tenantBytes(final Constants constants) {
        return constants.times(tenants, Constant.HEAP_BYTES_PER_TENANT)
                + constants.times((double) tenants * rules * keptTables, Constant.HEAP_BYTES_PER_RULE);
    }

    /** Heap of the read index of all customers that are served. */
    long indexBytes(final Constants constants) {
        return constants.times((double) keys, Constant.HEAP_BYTES_PER_KEY);
    }

    /** The file of all customers that are served. */
    long fileBytes(final Constants constants) {
        return constants.times((double) keys, Constant.FILE_BYTES_PER_KEY);
    }
}
