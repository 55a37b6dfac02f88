/**
 * Guards connections below HTTP: how many there are, how slowly one may speak, and how much of what it says may be no work.
 * The one package, beside {@code PayloadView}, that knows the network library under Vert.x.
 */
@NullMarked
package io.kairoute.gateway.edge;

import org.jspecify.annotations.NullMarked;
