package io.kairoute.gateway.control.log;

/**
 * One change in the control log. Immutable; arrays are not to be written.
 *
 * @param sequence its place in the whole log, from 1 without gaps
 * @param tenant whose state it changes
 * @param number its place in the tenant's chain, from 1 without gaps
 * @param atMs when it was made, milliseconds since 1970
 * @param actor who made it: the caller's name with its kind, as key:ops
 * @param origin from where: a network address, or a word for the node itself
 * @param kind what kind of change, as {@code table_published}
 * @param reason why; empty where none was asked for
 * @param command a {@code kairoute.control.v1.Command} message
 * @param hash the chain's HMAC over all of that and the hash before
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole; the arrays come from and go to the store
public record ControlEntry(
        long sequence,
        String tenant,
        long number,
        long atMs,
        String actor,
        String origin,
        String kind,
        String reason,
        byte[] command,
        byte[] hash) {}
