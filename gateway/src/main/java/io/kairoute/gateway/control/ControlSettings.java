package io.kairoute.gateway.control;

/**
 * How a control plane is set. Immutable.
 *
 * @param approvalsNeeded how many others must approve a draft before it is published, 0 to 8
 */
public record ControlSettings(int approvalsNeeded) {
    /** Nobody needs to approve anything. */
    public static final ControlSettings DEFAULT = new ControlSettings(0);
}
