/** Tests of step 3. */
@NullMarked
package io.kairoute.router.treatment;

import org.jspecify.annotations.NullMarked;
