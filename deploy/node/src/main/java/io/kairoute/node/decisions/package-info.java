/** Logged decisions of a data directory: read, made again, simulated under another table. */
@NullMarked
package io.kairoute.node.decisions;

import org.jspecify.annotations.NullMarked;
