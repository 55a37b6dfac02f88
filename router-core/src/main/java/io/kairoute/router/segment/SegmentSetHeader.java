package io.kairoute.router.segment;

import java.util.List;
import java.util.Map;

/**
 * What one segment set says about itself. Immutable.
 *
 * @param version the set's version, as the source names it; at most 64 bytes, no blanks
 * @param sourceTimeMs when the source's data was taken, milliseconds since 1970; ages count from here
 * @param customers entries in the set, alternate keys not counted
 * @param keys entries in the set, alternate keys counted
 * @param words the words of each word-valued attribute; ordinal {@code i} of a record is word {@code i - 1}
 */
public record SegmentSetHeader(
        String version, long sourceTimeMs, long customers, long keys, Map<ProfileAttribute, List<String>> words) {

    /** The words of one attribute; empty when the set does not carry it. */
    public List<String> words(final ProfileAttribute attribute) {
        return words.getOrDefault(attribute, List.of());
    }
}
