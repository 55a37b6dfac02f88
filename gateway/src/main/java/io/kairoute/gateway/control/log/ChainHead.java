package io.kairoute.gateway.control.log;

/**
 * Where a tenant's chain ends. Immutable; the array is not to be written.
 *
 * @param number entries in the chain
 * @param hash the hash of the last one
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared as a whole
record ChainHead(long number, byte[] hash) {
    /** A chain without entries. */
    static final ChainHead NONE = new ChainHead(0, HashChain.START);
}
