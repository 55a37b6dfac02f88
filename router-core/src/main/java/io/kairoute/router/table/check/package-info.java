/**
 * Whether a table makes sense: every mistake that keeps it from being published, and every doubt worth a second look.
 * Works on the records, so that a table is checked alike whichever form it came in. Cold: runs before a publish.
 *
 * <p>One small class for each kind of question; {@link io.kairoute.router.table.check.TableChecks} lists them in order.
 */
@NullMarked
package io.kairoute.router.table.check;

import org.jspecify.annotations.NullMarked;
