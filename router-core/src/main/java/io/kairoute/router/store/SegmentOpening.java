package io.kairoute.router.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of opening a tenant's segment sets.
 *
 * @param set the set to serve; null when there is none that can be
 * @param notes what was found and recovered, in sentences for a person
 */
public record SegmentOpening(@Nullable OpenSegmentSet set, List<String> notes) {}
