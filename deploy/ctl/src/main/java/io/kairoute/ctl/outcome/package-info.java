/** How a command ends: its exit code, or one sentence that says why it could not be done. */
@NullMarked
package io.kairoute.ctl.outcome;

import org.jspecify.annotations.NullMarked;
