/**
 * The example table of the telecom operator once more, as plain Java: what a careful programmer would have written
 * instead of a table. The replay of real contacts must agree with it in every field. Nothing here knows the router, its
 * table reader or its compiler.
 */
@NullMarked
package io.kairoute.node.byhand;

import org.jspecify.annotations.NullMarked;
