/**
 * Why a decision came out as it did: the same steps over the same compiled tables, watched one by one. Cold: it runs
 * beside the path, on a router of its own, and nothing on the path imports it.
 *
 * <p>Public to hosts: whoever embeds the router may import it.
 */
@NullMarked
@PublicToHosts
package io.kairoute.router.explain;

import io.kairoute.router.PublicToHosts;
import org.jspecify.annotations.NullMarked;
