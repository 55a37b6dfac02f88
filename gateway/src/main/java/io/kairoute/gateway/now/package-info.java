/** Tells people what happens now, once a second, and what was counted before. */
@NullMarked
package io.kairoute.gateway.now;

import org.jspecify.annotations.NullMarked;
