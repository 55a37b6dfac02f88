package io.kairoute.gateway.document;

/** A key whose value does not fit, told by the record that holds it. */
public final class WrongKey extends IllegalArgumentException {
    private final String key;

    /**
     * Names a key.
     *
     * @param key as it is written; of the record that was being made
     * @param reason what is wrong with its value
     */
    public WrongKey(final String key, final String reason) {
        super(reason);
        this.key = key;
    }

    /** The key, as it is written; of the record that was being made. */
    String key() {
        return key;
    }
}
