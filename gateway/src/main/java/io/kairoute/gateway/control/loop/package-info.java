/**
 * The loop that alone writes control state, and the proxy through which every other thread reaches it.
 *
 * <p>{@link io.kairoute.gateway.control.loop.ControlProxy} takes work,
 * {@link io.kairoute.gateway.control.loop.ControlLoop} does it, and
 * {@link io.kairoute.gateway.control.loop.ControlRunner} gives the loop a thread. A test steps the loop on its own thread instead.
 */
@NullMarked
package io.kairoute.gateway.control.loop;

import org.jspecify.annotations.NullMarked;
