/**
 * Doubts about a table that makes sense: what can never happen, changes nothing, or was probably meant otherwise. Each is worth a second
 * look, and none keeps the table from being published. Cold: runs before a publish.
 *
 * <p>One small class for each kind of question; {@link io.kairoute.router.table.warn.TableWarnings} lists them in order.
 */
@NullMarked
package io.kairoute.router.table.warn;

import org.jspecify.annotations.NullMarked;
