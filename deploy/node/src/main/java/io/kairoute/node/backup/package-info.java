/** Puts a data directory into one file, beside the node that uses it, and back. */
@NullMarked
package io.kairoute.node.backup;

import org.jspecify.annotations.NullMarked;
