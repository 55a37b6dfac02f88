/**
 * The control plane: one writer that takes every change, logs it, folds it into each tenant's state and publishes the
 * snapshot that routing reads next.
 *
 * <p>A change goes through {@link io.kairoute.gateway.control.loop.ControlProxy}, is checked against the state, appended to the
 * {@link io.kairoute.gateway.control.log.ControlLog}, applied, published, and only then acknowledged.
 */
@NullMarked
package io.kairoute.gateway.control;

import org.jspecify.annotations.NullMarked;
