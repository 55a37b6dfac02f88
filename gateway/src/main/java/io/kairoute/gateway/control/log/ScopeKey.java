package io.kairoute.gateway.control.log;

/**
 * One account key that a live occasion names, as it was sent. It lies beside the chain, so that it can go. Immutable.
 *
 * @param tenant whose live occasion
 * @param occasion the live occasion's id
 * @param mask what stands for the key in the chain
 * @param key the key
 */
public record ScopeKey(String tenant, String occasion, String mask, String key) {
    /** Tells nothing of the key: it must not end in a log. */
    @Override
    public String toString() {
        return "ScopeKey(" + tenant + " " + occasion + " " + mask + ")";
    }
}
