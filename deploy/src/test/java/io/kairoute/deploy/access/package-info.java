/** Tests of the ways into a node. */
@NullMarked
package io.kairoute.deploy.access;

import org.jspecify.annotations.NullMarked;
