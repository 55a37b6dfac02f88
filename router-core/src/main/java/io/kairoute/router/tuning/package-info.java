/** Step 4: what the segment changes, except where a clear occasion locks it. */
@NullMarked
package io.kairoute.router.tuning;

import org.jspecify.annotations.NullMarked;
