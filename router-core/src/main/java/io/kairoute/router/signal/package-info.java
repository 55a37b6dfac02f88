/** What the request tells, in the form that every step compares: normalized text, whole basis points, one {@code now}. */
@NullMarked
package io.kairoute.router.signal;

import org.jspecify.annotations.NullMarked;
