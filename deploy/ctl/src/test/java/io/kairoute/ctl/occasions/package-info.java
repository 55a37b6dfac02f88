/** Tests of what is declared live. */
@NullMarked
package io.kairoute.ctl.occasions;

import org.jspecify.annotations.NullMarked;
