/** The command that serves, and what starts and stops it. */
@NullMarked
package io.kairoute.node.serve;

import org.jspecify.annotations.NullMarked;
