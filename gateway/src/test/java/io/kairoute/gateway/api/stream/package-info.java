/** Tests of calls with many answers. */
@NullMarked
package io.kairoute.gateway.api.stream;

import org.jspecify.annotations.NullMarked;
