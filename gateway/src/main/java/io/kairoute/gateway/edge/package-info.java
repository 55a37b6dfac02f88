/**
 * What lies between the network and the calls, in path order: {@code GuardedTransport} guards connections below HTTP (how many there
 * are, how slowly one may speak, how much of what it says may be no work), {@code ListenerOptions} and {@code ListenerTls} say how
 * a listener speaks, {@code Seam} gives streams that are answered without Vert.x, and {@code BrowserGuard} keeps pages of other sites
 * out.
 */
@NullMarked
package io.kairoute.gateway.edge;

import org.jspecify.annotations.NullMarked;
