/** Connections to a node: where it is, how it is let in, and its refusals in the words that were typed. */
@NullMarked
package io.kairoute.ctl.connection;

import org.jspecify.annotations.NullMarked;
