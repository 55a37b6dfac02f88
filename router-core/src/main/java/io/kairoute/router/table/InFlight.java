package io.kairoute.router.table;

/** What a newly published revision means for a contact that already waits. */
public enum InFlight {
    /** The contact stays with the revision that decided first. */
    PIN("pin"),
    /** The contact follows the newest revision. */
    FOLLOW("follow");

    private final String key;

    InFlight(final String key) {
        this.key = key;
    }

    /** The spelling in tables. */
    public String key() {
        return key;
    }
}
