package io.kairoute.deploy;

/** A command cannot do what was asked; the message is one sentence for a person: what, where, what to do. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes a refusal. */
    public Refusal(final String sentence) {
        super(sentence);
    }

    /** Makes a refusal that keeps what lies behind it. */
    public Refusal(final String sentence, final Throwable cause) {
        super(sentence, cause);
    }
}
