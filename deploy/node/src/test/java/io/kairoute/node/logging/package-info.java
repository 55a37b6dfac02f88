/** Tests of the lines of the log. */
@NullMarked
package io.kairoute.node.logging;

import org.jspecify.annotations.NullMarked;
