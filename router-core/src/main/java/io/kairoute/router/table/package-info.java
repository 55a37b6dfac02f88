/**
 * The table as people write it: plain records, the places of their parts, and what is wrong with one. Its two subpackages read and write
 * YAML, and check. Cold: nothing on the path of a request imports this package.
 */
@NullMarked
package io.kairoute.router.table;

import org.jspecify.annotations.NullMarked;
