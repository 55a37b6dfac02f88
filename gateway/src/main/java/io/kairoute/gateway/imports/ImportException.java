package io.kairoute.gateway.imports;

import org.jspecify.annotations.Nullable;

/** An import that is refused as a whole; the message is one sentence for a person: what, where, what to do. */
public final class ImportException extends RuntimeException {
    private final String sentence;

    ImportException(final String sentence) {
        this(sentence, null);
    }

    ImportException(final String sentence, final @Nullable Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    /** The sentence. */
    @Override
    public String getMessage() {
        return sentence;
    }
}
