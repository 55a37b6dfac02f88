/** Tests of what helps a shell complete. */
@NullMarked
package io.kairoute.node.completion;

import org.jspecify.annotations.NullMarked;
