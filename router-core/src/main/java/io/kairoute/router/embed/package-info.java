/**
 * Routing inside a host's own process, without the gateway: open a table and a data directory, make one router per
 * thread, decide on typed contacts or on bytes.
 */
@NullMarked
package io.kairoute.router.embed;

import org.jspecify.annotations.NullMarked;
