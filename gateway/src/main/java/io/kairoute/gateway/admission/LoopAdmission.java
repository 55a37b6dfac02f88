package io.kairoute.gateway.admission;

import com.google.rpc.Code;
import io.kairoute.gateway.observe.RejectCause;
import io.kairoute.gateway.refusal.Refusal;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Decides whether one event loop takes on a call that begins. Thread-confined: owned by its event loop. */
public final class LoopAdmission {
    /** When a refused caller may try again: by then the loop has served many turns. */
    private static final int RETRY_MS = 100;

    private static final Refusal TOO_MANY_OPEN =
            refusal(RejectCause.TOO_MANY_CALLS, "Too many calls are open; try again.");
    /** A queue stands before the loop. */
    public static final Refusal OVERLOADED = refusal(RejectCause.OVERLOADED, "The node is overloaded; try again.");

    private static final Refusal OVER_QUOTA =
            refusal(RejectCause.QUOTA, "The tenant is over its rate of calls; try again.");

    private final AdmissionLimits limits;
    private final TurnBudget turn;
    private final TenantQuota quota;

    /**
     * Makes the admission of one loop.
     *
     * @param workedNs the processor time of the loop's thread, asked for on it
     */
    public LoopAdmission(
            final AdmissionLimits limits, final int tenants, final long nowNs, final LongSupplier workedNs) {
        this.limits = limits;
        this.turn = new TurnBudget(limits.turnBudgetNs(), limits.coldNs(), workedNs);
        this.quota = new TenantQuota(tenants, limits.quotaPerSecond(), nowNs);
    }

    /** The loop's turn, which whoever runs the loop begins and ends. */
    public TurnBudget turn() {
        return turn;
    }

    /**
     * Admits a call.
     *
     * @param tenant the caller's tenant by ordinal; negative when the credential names none
     * @return why the call is refused, or null
     */
    public @Nullable Refusal admit(final int tenant, final int openCalls, final long nowNs) {
        return openCalls >= limits.openCalls() ? TOO_MANY_OPEN : admitMessage(tenant, nowNs);
    }

    /**
     * Admits the decision about a call that was admitted as it began. The bodies of many calls may be read after all of them
     * began, and what they cost is the decisions.
     */
    public @Nullable Refusal admitDecision(final long nowNs) {
        return turn.isExhausted(nowNs) ? OVERLOADED : null;
    }

    /** Admits one message of a call that was admitted before; arguments and result are those of {@link #admit}. */
    public @Nullable Refusal admitMessage(final int tenant, final long nowNs) {
        if (turn.isExhausted(nowNs)) {
            return OVERLOADED;
        }
        return tenant >= 0 && !quota.take(tenant, nowNs) ? OVER_QUOTA : null;
    }

    /** What a refusal of this class counts as. */
    public static RejectCause cause(final Refusal refusal) {
        if (refusal.equals(TOO_MANY_OPEN)) {
            return RejectCause.TOO_MANY_CALLS;
        }
        return refusal.equals(OVER_QUOTA) ? RejectCause.QUOTA : RejectCause.OVERLOADED;
    }

    private static Refusal refusal(final RejectCause cause, final String message) {
        return Refusal.of(Code.RESOURCE_EXHAUSTED, cause.name(), message).retryAfterMs(RETRY_MS);
    }
}
