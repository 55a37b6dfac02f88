/** Tests of the formula and of what ships by it. */
@NullMarked
package io.kairoute.node.capacity;

import org.jspecify.annotations.NullMarked;
