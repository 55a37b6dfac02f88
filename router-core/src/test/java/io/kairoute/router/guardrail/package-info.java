/** Tests of step 5. */
@NullMarked
package io.kairoute.router.guardrail;

import org.jspecify.annotations.NullMarked;
