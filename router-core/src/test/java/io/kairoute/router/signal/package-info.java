/** Tests of what one request tells, normalized. */
@NullMarked
package io.kairoute.router.signal;

import org.jspecify.annotations.NullMarked;
