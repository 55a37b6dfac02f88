package io.kairoute.router.decision;

/** What may be offered to a contact instead of waiting. */
public enum Offer {
    /** Nothing. */
    NONE("none"),
    /** To be called back. */
    CALLBACK("callback"),
    /** To leave a message. */
    VOICEMAIL("voicemail"),
    /** To help themselves. */
    SELF_SERVICE("self_service"),
    /** To go on by message. */
    MESSAGE("message");

    private final String key;

    Offer(final String key) {
        this.key = key;
    }

    /** The spelling in tables and on the wire. */
    public String key() {
        return key;
    }
}
