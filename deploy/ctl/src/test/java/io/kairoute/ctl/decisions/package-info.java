/** Tests of commands on decisions. */
@NullMarked
package io.kairoute.ctl.decisions;

import org.jspecify.annotations.NullMarked;
