package io.kairoute.gateway.admission;

/**
 * How much one event loop takes on. Immutable.
 *
 * @param openCalls calls begun and not ended
 * @param turnBudgetNs time that the calls of one turn may take while the loop is overloaded
 * @param coldNs time from its first turn in which a loop's code counts as cold
 * @param quotaPerSecond calls a second of one tenant; 0 for no quota
 */
public record AdmissionLimits(int openCalls, long turnBudgetNs, long coldNs, double quotaPerSecond) {}
