/** The command line's side of the control plane: connections to a node's admin listener, and what is shown of it. */
@NullMarked
package io.kairoute.deploy.control;

import org.jspecify.annotations.NullMarked;
