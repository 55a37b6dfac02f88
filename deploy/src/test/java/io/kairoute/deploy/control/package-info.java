/** Tests of the command line's side of the control plane. */
@NullMarked
package io.kairoute.deploy.control;

import org.jspecify.annotations.NullMarked;
