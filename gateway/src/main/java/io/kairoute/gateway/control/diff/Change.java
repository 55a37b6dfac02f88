package io.kairoute.gateway.control.diff;

/**
 * One difference between two tables. Immutable.
 *
 * @param part of what: "occasion", "tuning rule", "table"
 * @param id its id; empty for the table's own fields
 * @param field which field; empty for the whole
 * @param before what it was; empty for what is new
 * @param after what it is; empty for what is gone
 */
public record Change(Kind kind, String part, String id, String field, String before, String after) {
    /** What happened. */
    public enum Kind {
        /** It is new. */
        ADDED,
        /** It is gone. */
        REMOVED,
        /** A field is another. */
        CHANGED,
        /** It stands elsewhere in an order that means something. */
        MOVED
    }
}
