/** What is done again from a data directory: simulations without a node. */
@NullMarked
package io.kairoute.node.past;

import org.jspecify.annotations.NullMarked;
