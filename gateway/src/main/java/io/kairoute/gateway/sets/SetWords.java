package io.kairoute.gateway.sets;

import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.router.Limits;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.SegmentSetHeader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The words of a served set, to which corrections may add; a word keeps its number, so that what was read and logged before
 * still means what it meant. Its callers take turns.
 */
final class SetWords {
    private final SegmentSetHeader header;
    private final Map<ProfileAttribute, List<String>> words = new EnumMap<>(ProfileAttribute.class);
    private boolean isExtended;

    SetWords(final SegmentSetHeader header) {
        this.header = header;
        header.words().forEach((attribute, list) -> words.put(attribute, new ArrayList<>(list)));
    }

    /** The number of a word, a new one where the set did not have it; 0 for an empty one. */
    int ordinal(final ProfileAttribute attribute, final String word) {
        if (word.isEmpty()) {
            return 0;
        }
        final List<String> list = words.computeIfAbsent(attribute, a -> new ArrayList<>());
        final int known = list.indexOf(word);
        if (known >= 0) {
            return known + 1;
        }
        if (list.size() == Limits.PROFILE_VALUES) {
            throw ControlRefusal.exhausted(
                    "TOO_MANY_WORDS",
                    "The served set has " + Limits.PROFILE_VALUES + " words for " + attribute.key()
                            + " already, and this would be one more; use one of those, or import a set with fewer.");
        }
        list.add(word);
        isExtended = true;
        return list.size();
    }

    /** Whether words were added since this was last asked. */
    boolean takeExtended() {
        final boolean was = isExtended;
        isExtended = false;
        return was;
    }

    /** What the set says of itself, with the words that were added. */
    SegmentSetHeader header() {
        final Map<ProfileAttribute, List<String>> all = new EnumMap<>(ProfileAttribute.class);
        words.forEach((attribute, list) -> all.put(attribute, List.copyOf(list)));
        return new SegmentSetHeader(
                header.version(), header.sourceTimeMs(), header.customers(), header.keys(), Map.copyOf(all));
    }
}
