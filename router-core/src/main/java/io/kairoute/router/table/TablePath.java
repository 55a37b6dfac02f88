package io.kairoute.router.table;

import org.jspecify.annotations.Nullable;

/**
 * A place in a table, as {@code occasions[outage].treatment.queue}. Immutable.
 *
 * <p>A path is a chain from the place to the root, so that code which walks a table makes one small object for each step
 * and text only where there is something to say.
 */
public final class TablePath {
    /** The whole table. */
    public static final TablePath ROOT = new TablePath(null, "", -1);

    private static final String ROOT_TEXT = "(document)";

    private final @Nullable TablePath parent;
    private final String name;
    private final int index;

    private TablePath(final @Nullable TablePath parent, final String name, final int index) {
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    /** The value of a key of the mapping at this place. */
    public TablePath key(final String key) {
        return new TablePath(this, key, -1);
    }

    /** An element of the list at this place that is known by its index alone. */
    public TablePath item(final int itemIndex) {
        return new TablePath(this, "", itemIndex);
    }

    /** An element of the list at this place that has an id, or an empty one for none. */
    public TablePath item(final int itemIndex, final String id) {
        return new TablePath(this, id, itemIndex);
    }

    /** The place around this one; null for the whole table. */
    public @Nullable TablePath parent() {
        return parent;
    }

    /** The key, or the id of the element; empty where there is neither. */
    public String name() {
        return name;
    }

    /** The index of the element; negative where this place is the value of a key. */
    public int index() {
        return index;
    }

    /** The spelling in problems. */
    @Override
    public String toString() {
        return parent == null ? ROOT_TEXT : append(new StringBuilder(64)).toString();
    }

    private StringBuilder append(final StringBuilder text) {
        if (parent == null) {
            return text;
        }
        parent.append(text);
        if (index >= 0) {
            return text.append('[')
                    .append(name.isEmpty() ? String.valueOf(index) : Quote.cut(name))
                    .append(']');
        }
        return (text.isEmpty() ? text : text.append('.')).append(Quote.cut(name));
    }
}
