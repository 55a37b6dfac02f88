/** Answers questions about logged decisions beside routing: lists, exports, simulations, previews. */
@NullMarked
package io.kairoute.gateway.history.decisions;

import org.jspecify.annotations.NullMarked;
