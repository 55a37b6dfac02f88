/** The compiled router held against the reference router. */
@NullMarked
package io.kairoute.router.differential;

import org.jspecify.annotations.NullMarked;
