package io.kairoute.gateway.route;

import io.kairoute.gateway.identity.Caller;

/**
 * What is known of a call once its headers are read and admitted. Immutable.
 *
 * @param arrivalNs when the headers were read
 * @param deadlineNs when the call must have been answered
 * @param isOwnDeadline true when the deadline is the server's own, which ends in a decision and not in an error
 * @param caller who calls
 */
record CallStart(long arrivalNs, long deadlineNs, boolean isOwnDeadline, Caller caller) {}
