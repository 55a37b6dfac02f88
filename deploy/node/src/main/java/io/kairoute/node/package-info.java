/** The node's part of the command line: what serves, and what works on files and data directories without a node to ask. */
@NullMarked
package io.kairoute.node;

import org.jspecify.annotations.NullMarked;
