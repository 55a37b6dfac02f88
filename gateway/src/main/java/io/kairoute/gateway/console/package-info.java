/**
 * The supervisors' console as a node serves it: {@code console.site} answers its files, {@code console.session} knows who uses it.
 *
 * <p>What the console shows and does it asks for by the node's API, as everybody else.
 */
@NullMarked
package io.kairoute.gateway.console;

import org.jspecify.annotations.NullMarked;
