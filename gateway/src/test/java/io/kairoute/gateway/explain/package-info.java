/** Tests of explanations. */
@NullMarked
package io.kairoute.gateway.explain;

import org.jspecify.annotations.NullMarked;
