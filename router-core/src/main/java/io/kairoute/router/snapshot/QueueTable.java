package io.kairoute.router.snapshot;

import io.kairoute.router.clock.CalendarTable;

/**
 * The queues of one table, by position. Immutable; arrays are not to be written.
 *
 * @param calendar the calendar of each, or {@link CalendarTable#ALWAYS}
 * @param overflow the overflow list of each
 * @param closedRow what is laid over where each is taken closed: its own, else the table's; or
 *     {@link TreatmentRows#NONE}
 * @param surgeRow what is laid over under a surge, or {@link TreatmentRows#NONE}
 * @param freshForMs how long a reported state counts
 */
@SuppressWarnings("ArrayRecordComponent") // compiled form: the arrays are the point, and equality is never asked
public record QueueTable(int[] calendar, int[] overflow, int[] closedRow, int[] surgeRow, long[] freshForMs) {}
