/** Tests of the commands about what became of contacts. */
@NullMarked
package io.kairoute.ctl.outcomes;

import org.jspecify.annotations.NullMarked;
