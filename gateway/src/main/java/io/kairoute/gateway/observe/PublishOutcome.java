package io.kairoute.gateway.observe;

import java.util.Locale;

/** What a publish or a rollback came to; the label {@code outcome} of {@code kairoute_publishes_total}. */
public enum PublishOutcome {
    /** A new revision is current. */
    PUBLISHED,
    /** Its request was done before, and was answered alike. */
    REPEATED,
    /** Another revision is current than the one that it replaces. */
    BASE_REVISION,
    /** Its draft has too few approvals. */
    APPROVAL_NEEDED,
    /** The table has errors. */
    TABLE_ERRORS,
    /** The table has warnings, which were not accepted. */
    TABLE_WARNINGS,
    /** The draft changed while it was checked. */
    DRAFT_CHANGED,
    /** Its table took too long to be checked and compiled. */
    COMPILE_TIMEOUT,
    /** It was refused for another reason. */
    REFUSED,
    /** It failed: a disk that takes nothing, a node that stops, or what nobody expected. */
    FAILED;

    /** The outcome of a publish that was refused, by the reason that its caller is told. */
    public static PublishOutcome ofRefusal(final String reason) {
        return switch (reason) {
            case "BASE_REVISION" -> BASE_REVISION;
            case "APPROVAL_NEEDED" -> APPROVAL_NEEDED;
            case "TABLE_ERRORS" -> TABLE_ERRORS;
            case "TABLE_WARNINGS" -> TABLE_WARNINGS;
            case "DRAFT_CHANGED" -> DRAFT_CHANGED;
            case "COMPILE_TIMEOUT" -> COMPILE_TIMEOUT;
            default -> REFUSED;
        };
    }

    /** The label's value. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
