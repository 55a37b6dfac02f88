/**
 * Refuses what is too much, at once and cheaply, so that what is taken is answered in time. Signals are the calls open, the
 * time one turn of an event loop takes, and each tenant's quota.
 */
@NullMarked
package io.kairoute.gateway.admission;

import org.jspecify.annotations.NullMarked;
