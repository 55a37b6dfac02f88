/**
 * Who uses the console: people sign in with an API key, at the issuer of tokens, or on a node that asks nobody by a name that they
 * choose, and a cookie stands for them from then on.
 *
 * <p>{@code SessionCalls} and {@code SignIn} answer requests, {@code Sessions} keeps what was begun, {@code OwnPages} tells the
 * console's requests from those of other pages. Tokens of the issuer never leave the node.
 */
@NullMarked
package io.kairoute.gateway.console.session;

import org.jspecify.annotations.NullMarked;
