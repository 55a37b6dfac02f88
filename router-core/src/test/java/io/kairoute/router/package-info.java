/** Tests of the core as a whole. */
@NullMarked
package io.kairoute.router;

import org.jspecify.annotations.NullMarked;
