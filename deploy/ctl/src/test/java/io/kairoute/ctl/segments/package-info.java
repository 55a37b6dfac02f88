/** Tests of commands on segment sets. */
@NullMarked
package io.kairoute.ctl.segments;

import org.jspecify.annotations.NullMarked;
