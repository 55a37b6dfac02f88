package io.kairoute.router.reference;

import java.util.Set;

/**
 * One customer's profile in plain words. An empty word is not known.
 *
 * @param risks in any order
 * @param consent whether the profile may be used to personalize
 * @param preferredAgent at most 31 bytes of UTF-8; empty for none
 * @param canonicalKeyHash the keyed hash of the customer's first key, 32 lower-case hexadecimal digits
 */
public record ReferenceProfile(
        String tier,
        String subTier,
        String lifecycle,
        String valueBand,
        String churnBand,
        String healthBand,
        String language,
        Set<String> risks,
        boolean consent,
        String preferredAgent,
        String canonicalKeyHash) {}
