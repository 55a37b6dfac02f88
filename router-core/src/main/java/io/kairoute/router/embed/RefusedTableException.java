package io.kairoute.router.embed;

import java.util.List;

/** A table with errors, which was not put in force. */
public final class RefusedTableException extends IllegalArgumentException {
    /** Errors that the message lists; {@link #errors()} has all of them. */
    static final int MOST_TOLD = 20;

    private static final long serialVersionUID = 1L;

    private final String[] errors;

    RefusedTableException(final List<String> errors) {
        super(message(errors));
        this.errors = errors.toArray(new String[0]);
    }

    /** Every error, a line each, with its place in the file. */
    public List<String> errors() {
        return List.of(errors);
    }

    private static String message(final List<String> errors) {
        final String told = String.join(System.lineSeparator(), errors.subList(0, Math.min(MOST_TOLD, errors.size())));
        return errors.size() <= MOST_TOLD
                ? told
                : told + System.lineSeparator() + "and " + (errors.size() - MOST_TOLD) + " more errors";
    }
}
