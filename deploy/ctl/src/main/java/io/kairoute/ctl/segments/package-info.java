/** Commands on segment sets and customers, and cards that show them. */
@NullMarked
package io.kairoute.ctl.segments;

import org.jspecify.annotations.NullMarked;
