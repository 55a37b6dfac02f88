/** Tests of step 2. */
@NullMarked
package io.kairoute.router.segment;

import org.jspecify.annotations.NullMarked;
