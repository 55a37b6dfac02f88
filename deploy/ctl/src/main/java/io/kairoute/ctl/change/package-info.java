/** What every command that changes something says of itself: why, and under which name. */
@NullMarked
package io.kairoute.ctl.change;

import org.jspecify.annotations.NullMarked;
