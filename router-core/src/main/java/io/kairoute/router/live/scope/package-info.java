/**
 * What the scope of a live occasion must be, whoever declares it: a host in a call, or a node's control plane. One list for both, each
 * of which says it in its own words. Cold: nothing of it is on the path.
 */
@NullMarked
package io.kairoute.router.live.scope;

import org.jspecify.annotations.NullMarked;
