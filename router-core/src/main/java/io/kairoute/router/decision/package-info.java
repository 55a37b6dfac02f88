/**
 * What the steps write into: one decision in the making, and the words that describe it.
 *
 * <p>Public to hosts: whoever embeds the router may import it.
 */
@NullMarked
@PublicToHosts
package io.kairoute.router.decision;

import io.kairoute.router.PublicToHosts;
import org.jspecify.annotations.NullMarked;
