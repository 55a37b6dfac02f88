/** Commands on contexts: nodes by name. */
@NullMarked
package io.kairoute.ctl.context;

import org.jspecify.annotations.NullMarked;
