/** Tests of times as people type them. */
@NullMarked
package io.kairoute.ctl.time;

import org.jspecify.annotations.NullMarked;
