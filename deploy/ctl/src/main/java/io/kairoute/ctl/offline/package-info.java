/**
 * What needs more than a node to ask. The node's jar brings it, and the launcher picks that jar; the small jar says in a sentence what
 * is missing.
 */
@NullMarked
package io.kairoute.ctl.offline;

import org.jspecify.annotations.NullMarked;
