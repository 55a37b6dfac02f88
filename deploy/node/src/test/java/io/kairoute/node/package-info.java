/** Tests of commands beside a node, and of the runnable jar. */
@NullMarked
package io.kairoute.node;

import org.jspecify.annotations.NullMarked;
