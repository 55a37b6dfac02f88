/**
 * Routing inside a host's own process, without the gateway: open a table and a data directory, make one router per
 * thread, decide on typed contacts or on bytes.
 *
 * <p>Public to hosts: whoever embeds the router may import it.
 */
@NullMarked
@PublicToHosts
package io.kairoute.router.embed;

import io.kairoute.router.PublicToHosts;
import org.jspecify.annotations.NullMarked;
