package io.kairoute.gateway.control.loop;

import com.google.rpc.Code;
import io.kairoute.gateway.api.AdminRefused;
import io.kairoute.gateway.refusal.Refusal;

/** Thrown where a piece of work is not taken, which has not begun then. */
public final class NotTaken extends AdminRefused {
    private static final long serialVersionUID = 1L;

    private NotTaken(final String reason, final String message) {
        super(Refusal.of(Code.UNAVAILABLE, reason, message));
    }

    /** As much waits as may wait. */
    static NotTaken busy() {
        return new NotTaken("CONTROL_BUSY", "Too many changes are waiting on this node; try again in a second.");
    }

    /** The node stops. */
    public static NotTaken stopping() {
        return new NotTaken("STOPPING", "This node is stopping and takes no more changes.");
    }
}
