/**
 * Whether a table makes sense: every mistake that keeps it from being published. Works on the records, so that a table is checked alike
 * whichever form it came in. Cold: runs before a publish.
 *
 * <p>{@link io.kairoute.router.table.check.TableParts} declares what every kind of part has, and most mistakes follow from that list.
 * What keys say about each other has a small class for each kind of part; {@link io.kairoute.router.table.check.TableChecks}
 * lists them in order.
 */
@NullMarked
package io.kairoute.router.table.check;

import org.jspecify.annotations.NullMarked;
