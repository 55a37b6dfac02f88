/** Step 1: which occasion brings the contact now, and how sure that is. */
@NullMarked
package io.kairoute.router.occasion;

import org.jspecify.annotations.NullMarked;
