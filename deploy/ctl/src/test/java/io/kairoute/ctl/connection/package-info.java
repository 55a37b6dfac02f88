/** Tests of connections to a node. */
@NullMarked
package io.kairoute.ctl.connection;

import org.jspecify.annotations.NullMarked;
