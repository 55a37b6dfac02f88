/** Tests of the checks: each mistake and each doubt with one table that has it, and one that only looks like it. */
@NullMarked
package io.kairoute.router.table.check;

import org.jspecify.annotations.NullMarked;
