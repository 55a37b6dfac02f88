/** Completion of commands and options by a shell. */
@NullMarked
package io.kairoute.node.completion;

import org.jspecify.annotations.NullMarked;
