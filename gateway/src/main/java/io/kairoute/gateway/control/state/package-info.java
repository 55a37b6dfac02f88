/**
 * A tenant's control state: the fold of its entries in the control log, which judges what comes next. It is pure: no clock, no
 * file, no thread.
 */
@NullMarked
package io.kairoute.gateway.control.state;

import org.jspecify.annotations.NullMarked;
