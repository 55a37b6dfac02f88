/** Tests of the ways into a node. */
@NullMarked
package io.kairoute.ctl.access;

import org.jspecify.annotations.NullMarked;
