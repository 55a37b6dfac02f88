/** Commands that tell how things are: a node, and this command line itself. */
@NullMarked
package io.kairoute.ctl.status;

import org.jspecify.annotations.NullMarked;
