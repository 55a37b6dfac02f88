package io.kairoute.gateway.identity;

import io.kairoute.gateway.refusal.Refusal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the guard says of a call: a caller, or a refusal. Immutable.
 *
 * @param caller who may go on; null when refused
 * @param refusal why not; null when admitted
 */
public record Verdict(@Nullable Caller caller, @Nullable Refusal refusal) {
    /** Who may go on, where nothing was refused. */
    public Caller allowed() {
        return Objects.requireNonNull(caller);
    }

    static Verdict admitted(final Caller caller) {
        return new Verdict(caller, null);
    }

    static Verdict refused(final Refusal refusal) {
        return new Verdict(null, refusal);
    }
}
