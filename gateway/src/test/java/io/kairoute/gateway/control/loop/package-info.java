/** Tests of the control loop: stepped by an invoker, and on a thread of its own. */
@NullMarked
package io.kairoute.gateway.control.loop;

import org.jspecify.annotations.NullMarked;
