/** Tests of what a person sees. */
@NullMarked
package io.kairoute.ctl.terminal;

import org.jspecify.annotations.NullMarked;
