/** Slow work, as over a whole log or a whole set: in slices, so that contacts and changes never wait for it. */
@NullMarked
package io.kairoute.gateway.work;

import org.jspecify.annotations.NullMarked;
