/**
 * The control log: every change of control state, in one order, durable, and chained so that nobody can edit it unseen.
 */
@NullMarked
package io.kairoute.gateway.control.log;

import org.jspecify.annotations.NullMarked;
