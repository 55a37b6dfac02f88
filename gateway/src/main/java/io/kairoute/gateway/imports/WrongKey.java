package io.kairoute.gateway.imports;

/** A mapping's key whose value does not fit, told by the record that holds it. */
final class WrongKey extends IllegalArgumentException {
    private final String key;

    WrongKey(final String key, final String reason) {
        super(reason);
        this.key = key;
    }

    /** The key, as it is written; of the record that was being made. */
    String key() {
        return key;
    }
}
