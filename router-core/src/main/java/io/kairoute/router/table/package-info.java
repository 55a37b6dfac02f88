/**
 * The table as people write it: plain records, the YAML reader and writer, the checks, and the compiler that turns a
 * table into what the hot path reads. Cold: nothing on the path of a request imports this package.
 */
@NullMarked
package io.kairoute.router.table;

import org.jspecify.annotations.NullMarked;
