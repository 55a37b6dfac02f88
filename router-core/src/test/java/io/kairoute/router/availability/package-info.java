/** Tests of step 6. */
@NullMarked
package io.kairoute.router.availability;

import org.jspecify.annotations.NullMarked;
