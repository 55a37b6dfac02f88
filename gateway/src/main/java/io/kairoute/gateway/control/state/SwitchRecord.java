package io.kairoute.gateway.control.state;

/**
 * A switch, as the log set it. Immutable.
 *
 * @param untilMs until when it is off, milliseconds since 1970; 0 for on
 */
public record SwitchRecord(long untilMs, String reason, String setBy) {
    /** A switch that nobody turned off. */
    public static final SwitchRecord ON = new SwitchRecord(0, "", "");
}
