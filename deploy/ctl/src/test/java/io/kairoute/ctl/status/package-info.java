/** Tests of times as people type them. */
@NullMarked
package io.kairoute.ctl.status;

import org.jspecify.annotations.NullMarked;
