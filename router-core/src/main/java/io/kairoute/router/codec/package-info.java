/** First and last on the path: request bytes to offsets and primitives, the decision to response bytes. */
@NullMarked
package io.kairoute.router.codec;

import org.jspecify.annotations.NullMarked;
