package io.kairoute.node.contacts;

/** One row of a file, by column title. */
@FunctionalInterface
public interface Row {
    /** The text in a column that the file is known to have. */
    String field(String column);
}
