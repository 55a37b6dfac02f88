/** Tests of step 4. */
@NullMarked
package io.kairoute.router.tuning;

import org.jspecify.annotations.NullMarked;
