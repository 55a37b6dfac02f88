package io.kairoute.router.reference;

import java.util.Map;
import java.util.Set;

/**
 * One opened segment set in plain collections.
 *
 * @param sourceTimeMs when the source's data was taken, milliseconds since 1970
 * @param profiles by typed key; a customer listed under several keys has the same profile under each
 * @param failingKeys typed keys at which the store cannot answer
 */
public record ReferenceSegmentSet(
        String version, long sourceTimeMs, Map<String, ReferenceProfile> profiles, Set<String> failingKeys) {}
