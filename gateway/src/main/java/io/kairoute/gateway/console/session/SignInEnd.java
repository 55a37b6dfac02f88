package io.kairoute.gateway.console.session;

import com.google.rpc.Code;
import io.kairoute.gateway.refusal.Refusal;

/** Each way in which a sign-in at the issuer comes to nothing, with what whoever tried it can do. */
enum SignInEnd {
    /** The browser has no cookie of a sign-in, or one that this node did not make. */
    NOT_BEGUN(Refusal.of(
            Code.FAILED_PRECONDITION,
            "SIGN_IN_NOT_BEGUN",
            "This sign-in was not begun in this browser, was ended already, or this node was started anew meanwhile; sign in"
                    + " again.")),
    /** The cookie is too old. */
    EXPIRED(Refusal.of(
            Code.FAILED_PRECONDITION, "SIGN_IN_EXPIRED", "This sign-in took over ten minutes; sign in again.")),
    /** The answer is to another question. */
    MIXED_UP(Refusal.of(
            Code.FAILED_PRECONDITION,
            "SIGN_IN_MIXED_UP",
            "This answer belongs to another sign-in, as when two were begun at once; sign in again, in one tab. If you did"
                    + " not begin one, somebody tried to sign you in as somebody else.")),
    /** The person, or the issuer, said no. */
    DENIED(Refusal.of(
            Code.PERMISSION_DENIED,
            "SIGN_IN_DENIED",
            "The issuer did not let you in to this node; ask whoever administers your account there.")),
    /** The issuer reports a fault of its own. */
    ISSUER_FAILED(
            Refusal.of(Code.UNAVAILABLE, "ISSUER_FAILED", "The issuer reports a fault; sign in again in a moment.")),
    /** The issuer cannot be asked. */
    ISSUER_AWAY(
            Refusal.of(
                    Code.UNAVAILABLE,
                    "ISSUER_AWAY",
                    "The issuer does not answer this node; sign in again in a moment, or with an API key. Contacts are routed on.")),
    /** The issuer's answer cannot be read. */
    ISSUER_UNCLEAR(
            Refusal.ofHttp(
                    502,
                    Code.UNAVAILABLE,
                    "ISSUER_UNCLEAR",
                    "The issuer's answer cannot be read; the node's log says why (event=sign_in_failed). Tell whoever runs it.")),
    /** The issuer does not take this node for its client. */
    NODE_REFUSED(Refusal.ofHttp(
            502,
            Code.UNAVAILABLE,
            "NODE_REFUSED",
            "The issuer does not know this node, or its secret; whoever runs it must look at console.client_id and"
                    + " console.client_secret_file.")),
    /** The issuer does not take its code back. */
    CODE_REFUSED(Refusal.of(
            Code.FAILED_PRECONDITION,
            "CODE_REFUSED",
            "The issuer does not take this code: it was used already, or is too old; sign in again.")),
    /** The token does not prove what it says. */
    TOKEN_REFUSED(
            Refusal.ofHttp(
                    502,
                    Code.UNAVAILABLE,
                    "SIGN_IN_TOKEN_REFUSED",
                    "The issuer's token does not count here; the node's log says why (event=sign_in_failed). Tell whoever runs it.")),
    /** The person is known, and may do nothing. */
    NO_ROLE(
            Refusal.of(
                    Code.PERMISSION_DENIED,
                    "SIGN_IN_WITHOUT_ROLE",
                    "The issuer knows you, and gives you no role at a tenant of this node; ask whoever administers your account.")),
    /** Too many sign in at once. */
    BUSY(Refusal.of(
                    Code.RESOURCE_EXHAUSTED,
                    "TOO_MANY_SIGN_INS",
                    "Too many people sign in at once; sign in again in a moment.")
            .retryAfterMs(2_000));

    @SuppressWarnings("ImmutableEnumChecker") // a record of texts and numbers
    private final Refusal refusal;

    SignInEnd(final Refusal refusal) {
        this.refusal = refusal;
    }

    /** What is answered. */
    Refusal refusal() {
        return refusal;
    }

    /** Ends a sign-in; the cause is for the log. */
    Exception because(final String cause) {
        return new Failed(this, cause);
    }

    /** A sign-in that came to nothing. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        private final SignInEnd end;

        private Failed(final SignInEnd end, final String cause) {
            super(cause, null, false, false);
            this.end = end;
        }

        SignInEnd end() {
            return end;
        }
    }
}
