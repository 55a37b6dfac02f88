/** Imports segment sets into a data directory that nobody else is at work in. */
@NullMarked
package io.kairoute.node.segments;

import org.jspecify.annotations.NullMarked;
