/** Tests of step 1. */
@NullMarked
package io.kairoute.router.occasion;

import org.jspecify.annotations.NullMarked;
