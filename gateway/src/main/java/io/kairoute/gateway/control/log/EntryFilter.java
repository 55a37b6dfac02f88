package io.kairoute.gateway.control.log;

/**
 * Which entries somebody wants to see. Immutable.
 *
 * @param kind only this kind; empty for every one
 * @param actor only by this actor; empty for anybody
 * @param sinceMs only from then on
 * @param untilMs only before then
 * @param beforeNumber only smaller places in the tenant's chain
 */
public record EntryFilter(String kind, String actor, long sinceMs, long untilMs, long beforeNumber) {
    /** Every entry. */
    public static final EntryFilter ALL = new EntryFilter("", "", Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
}
