/** The command on switches. */
@NullMarked
package io.kairoute.ctl.switches;

import org.jspecify.annotations.NullMarked;
