/** Step 3: the base treatment that occasion, band and tier give, and the experiments laid over it. */
@NullMarked
package io.kairoute.router.treatment;

import org.jspecify.annotations.NullMarked;
