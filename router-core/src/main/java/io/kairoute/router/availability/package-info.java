/** Step 6: where the contact goes when the treatment's queue is closed, full or held. */
@NullMarked
package io.kairoute.router.availability;

import org.jspecify.annotations.NullMarked;
