package io.kairoute.gateway.identity;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a caller may do, within its tenant. */
public enum Role {
    /** Ask where contacts go. */
    ROUTE,
    /** See metrics, tables and the reasons of decisions. */
    VIEWER,
    /** Declare live occasions, hold queues. */
    OPERATOR,
    /** Write drafts. */
    EDITOR,
    /** Approve drafts. */
    APPROVER,
    /** Publish tables. */
    PUBLISHER,
    /** Load segment sets. */
    DATA,
    /** All of that. */
    ADMIN;

    /** The role's name in configuration and errors. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Role ofLabel(final String label) {
        for (final Role role : values()) {
            if (role.label().equals(label)) {
                return role;
            }
        }
        return null;
    }
}
