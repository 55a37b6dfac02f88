/**
 * What changes between two publishes, as people declare it: live occasions, queue overrides, queue states and the
 * tenant's switches. Cold: the path reads its compiled form inside the snapshot.
 */
@NullMarked
package io.kairoute.router.live;

import org.jspecify.annotations.NullMarked;
