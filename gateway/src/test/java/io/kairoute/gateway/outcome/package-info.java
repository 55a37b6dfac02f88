/** Tests of what is told of contacts. */
@NullMarked
package io.kairoute.gateway.outcome;

import org.jspecify.annotations.NullMarked;
