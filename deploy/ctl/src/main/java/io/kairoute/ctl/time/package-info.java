/** Times and spans as people type and read them. */
@NullMarked
package io.kairoute.ctl.time;

import org.jspecify.annotations.NullMarked;
