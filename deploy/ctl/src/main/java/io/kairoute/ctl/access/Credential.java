package io.kairoute.ctl.access;

/**
 * What a caller shows in a header. Immutable.
 *
 * @param header the header's name; empty for no header
 * @param value the header's value, a secret
 * @param origin where it was found, for people, as {@code the API key in KAIROUTE_API_KEY}; empty for none
 */
public record Credential(String header, String value, String origin) {
    /** Nothing is shown. */
    public static final Credential NONE = new Credential("", "", "");

    /** An API key. */
    public static Credential apiKey(final String key, final String where) {
        return new Credential("x-api-key", key, "the API key in " + where);
    }

    /** A signed token. */
    public static Credential token(final String token, final String where) {
        return new Credential("authorization", "Bearer " + token, "the token in " + where);
    }

    /** Whether something is shown. */
    public boolean isGiven() {
        return !header.isEmpty();
    }

    /** Keeps the secret out of messages. */
    @Override
    public String toString() {
        return origin;
    }
}
