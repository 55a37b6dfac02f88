/**
 * What changes between two publishes, as people declare it: live occasions, queue overrides, queue states and the
 * tenant's switches. Cold: the path reads its compiled form inside the snapshot.
 *
 * <p>Public to hosts: whoever embeds the router may import it.
 */
@NullMarked
@PublicToHosts
package io.kairoute.router.live;

import io.kairoute.router.PublicToHosts;
import org.jspecify.annotations.NullMarked;
