/** Logged decisions as people and other programs read them. */
@NullMarked
package io.kairoute.ctl.decisions;

import org.jspecify.annotations.NullMarked;
