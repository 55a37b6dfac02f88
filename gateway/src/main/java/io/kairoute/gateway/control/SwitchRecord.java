package io.kairoute.gateway.control;

/**
 * One switch that is off until a time. Immutable.
 *
 * @param untilMs exclusive; 0 for on
 */
record SwitchRecord(long untilMs, String reason, String setBy) {
    static final SwitchRecord ON = new SwitchRecord(0, "", "");
}
