/** Wall clocks: zone offsets, calendars and weekly windows, compiled ahead. */
@NullMarked
package io.kairoute.router.clock;

import org.jspecify.annotations.NullMarked;
