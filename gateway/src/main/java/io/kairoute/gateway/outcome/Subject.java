package io.kairoute.gateway.outcome;

import io.kairoute.router.decide.DecisionDigits;
import io.kairoute.router.key.KeyHash;
import java.util.Arrays;
import java.util.HexFormat;

/** What an outcome is about: a decision, by the bytes that its id's digits spell, or a customer, by the keyed hash. Immutable. */
final class Subject {
    private final byte[] bytes;

    Subject(final byte[] bytes) {
        this.bytes = bytes.clone();
    }

    static Subject of(final KeyHash customer) {
        return new Subject(customer.toBytes());
    }

    /** The decision of an id as the router made it. */
    static Subject ofDecision(final String id) {
        return new Subject(HexFormat.of().parseHex(id, id.indexOf('-') + 1, id.length()));
    }

    byte[] toBytes() {
        return bytes.clone();
    }

    /** Whether it is a customer. */
    boolean isCustomer() {
        return bytes.length != DecisionDigits.BYTES;
    }

    /** Whether it was a customer, and nobody knows any more who. */
    boolean isErased() {
        return isCustomer() && isBlank();
    }

    private boolean isBlank() {
        for (final byte one : bytes) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    /** The digits of a decision. */
    String digits() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Subject subject && Arrays.equals(bytes, subject.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Tells nothing: a hash must not end in a log. */
    @Override
    public String toString() {
        return "Subject(hidden)";
    }
}
