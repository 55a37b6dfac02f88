package io.kairoute.router.table;

/** What a calendar says of one instant. */
public enum CalendarState {
    /** Inside a span. */
    OPEN("open"),
    /** Outside every span of an ordinary day. */
    CLOSED("closed"),
    /** On a holiday without an exception. */
    HOLIDAY("holiday");

    private final String key;

    CalendarState(final String key) {
        this.key = key;
    }

    /** The spelling in tables. */
    public String key() {
        return key;
    }
}
