/** The command that serves, and what it checks first: that something is configured to serve. */
@NullMarked
package io.kairoute.node.serve;

import org.jspecify.annotations.NullMarked;
