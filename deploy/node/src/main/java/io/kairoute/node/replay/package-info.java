/**
 * Sends a file of contacts to a server, one question each, and tells what came back: every decision as a row of a file,
 * and all of them together as tables.
 */
@NullMarked
package io.kairoute.node.replay;

import org.jspecify.annotations.NullMarked;
