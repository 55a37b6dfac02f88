/**
 * The routing core, in path order. A request goes through {@code codec} (bytes to offsets), {@code snapshot} (one
 * acquire read), {@code occasion} (step 1), {@code key} and {@code segment} (step 2), {@code treatment} (step 3),
 * {@code tuning} (step 4), {@code guardrail} (step 5), {@code availability} (step 6), {@code script} (step 7) and back
 * through {@code codec} into bytes. {@link io.kairoute.router.decide.Router} lists these steps in this order; no step calls
 * another. Beside the path, and never imported by it, stand {@code table} (definitions, checks) and {@code compile}
 * (table to snapshot).
 */
@NullMarked
package io.kairoute.router;

import org.jspecify.annotations.NullMarked;
