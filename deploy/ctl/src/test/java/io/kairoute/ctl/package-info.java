/** Tests of the command line, and what they share. */
@NullMarked
package io.kairoute.ctl;

import org.jspecify.annotations.NullMarked;
