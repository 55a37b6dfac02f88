package io.kairoute.gateway.identity;

/** What verifying one token led to. */
sealed interface TokenVerdict {
    /**
     * It is genuine. Immutable.
     *
     * @param untilMs when it stops to count, milliseconds since 1970
     */
    record Genuine(Caller caller, long untilMs) implements TokenVerdict {}

    /** It is genuine, and tells who signed in. Immutable. */
    record SignedIn(Bearer bearer) implements TokenVerdict {}

    /**
     * It does not count. Immutable.
     *
     * @param cause why, for the operator's log; who sent it is not told
     */
    record Refuted(String cause) implements TokenVerdict {}

    /** It names a key that the issuer's keys, as they are known here, do not hold. */
    record UnknownKey() implements TokenVerdict {}

    /** The only one: it holds nothing. */
    TokenVerdict UNKNOWN_KEY = new UnknownKey();
}
