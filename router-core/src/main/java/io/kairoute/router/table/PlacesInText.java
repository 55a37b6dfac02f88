package io.kairoute.router.table;

import org.jspecify.annotations.Nullable;

/** Tells where in a document the place of a table stands. */
@FunctionalInterface
public interface PlacesInText {
    /** For a table that did not come from a document. */
    PlacesInText NONE = path -> null;

    /** The line and column of a place, or of the nearest place around it that is written down; null for none. */
    Problem.@Nullable Position of(TablePath path);
}
