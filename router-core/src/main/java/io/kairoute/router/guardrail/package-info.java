/** Step 5: the bounds that neither stage may cross. */
@NullMarked
package io.kairoute.router.guardrail;

import org.jspecify.annotations.NullMarked;
