/** Tests of what is told of now. */
@NullMarked
package io.kairoute.gateway.now;

import org.jspecify.annotations.NullMarked;
